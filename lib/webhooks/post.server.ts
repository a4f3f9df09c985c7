import 'server-only';
import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { wallTime } from '@/lib/shared/clock';
import { messageOf } from '@/lib/shared/errors';
import { visibleText } from '@/lib/shared/visible';
import { whyNotTo } from './address';
import { type NotDelivered, readRetryAfter } from './backoff';
import type { Destination } from './row.server';

/** In milliseconds, for the whole exchange. */
const PATIENCE = 10_000;
/** In bytes and characters, of an answer. */
const MOST_READ = 4096;
const MOST_SAID = 300;

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

interface Posting {
  body: string;
  headers: Record<string, string>;
  signal?: AbortSignal;
  patience?: number;
  resolve?: Resolve;
}

/** What the receiver answered. `words` are its own, or say why it was not reached; its address does not stand in them. */
export type Outcome = { status: number | null; words: string } & ({ ok: true } | ({ ok: false } & NotDelivered));

/** A connection to an address that messages may not go to. */
class RefusedAddress extends Error {}

/** Posts a message. It follows no redirect, reads a bounded answer, and connects to no address that was not checked. Never rejects. */
export async function post({ url, target }: Omit<Destination, 'secret'>, posting: Posting): Promise<Outcome> {
  const { body, headers, signal, patience = PATIENCE, resolve = lookup } = posting;
  const limit = AbortSignal.timeout(patience);
  try {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const why = isIP(host) === 0 ? null : whyNotTo(host, target); // Node looks no literal address up
    if (why !== null) throw new RefusedAddress(why);
    const { request } = url.protocol === 'https:' ? https : http;
    const answer = await new Promise<IncomingMessage>((done, fail) => {
      const length = Buffer.byteLength(body);
      const sent = request(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': length, 'user-agent': 'RMM-Sightings' },
        agent: false, // a connection of its own: one that is kept open may lead to an address that was not checked for this target
        lookup: checking(target, resolve),
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      sent.once('response', done).once('error', fail).end(body);
    });
    return outcomeOf(answer.statusCode ?? 0, answer.headers['retry-after'], hide(url, await beginningOf(answer)));
  } catch (error) {
    const refused = error instanceof RefusedAddress;
    const words = limit.aborted ? `It did not answer within ${patience / 1000} seconds.` : notReached(error, refused);
    return { ok: false, status: null, words, reason: words, mayPass: !refused, retryAfter: null };
  }
}

/** Looks a name up once, and hands only addresses to the connection that were checked: a second look-up could say another. */
function checking(target: Destination['target'], resolve: Resolve): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      const why = addresses?.map(({ address }) => whyNotTo(address, target)).find((reason) => reason !== null);
      if (error !== null || first === undefined) callback(error ?? new Error('its name has no address'), '');
      else if (why) callback(new RefusedAddress(why), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
}

async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of answer) {
      parts.push(part);
      length += part.length;
      if (length >= MOST_READ) break; // which ends the connection
    }
  } catch {
    // The status is known; what else it wanted to say is not needed.
  }
  return Buffer.concat(parts).toString('utf8', 0, MOST_READ);
}

/** Takes the address out of what a receiver repeats of it: its path and its parameters hold a token. */
function hide({ href, pathname, search, searchParams }: URL, said: string): string {
  const secrets = [href, pathname + search, pathname, ...pathname.split('/'), ...searchParams.values()];
  const known = secrets.filter((part) => part.length >= 6).sort((a, b) => b.length - a.length);
  const text = known.reduce((rest, secret) => rest.replaceAll(secret, '…').replaceAll(decoded(secret), '…'), said);
  const letters = [...visibleText(text.trim().replace(/\s+/g, ' '))];
  return letters.length > MOST_SAID ? `${letters.slice(0, MOST_SAID).join('')}…` : letters.join('');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** These may pass: the receiver was too slow, too busy or broken. */
const passing = (status: number) => [408, 425, 429].includes(status) || status >= 500;

function outcomeOf(status: number, retryAfter: string | undefined, words: string): Outcome {
  if (status >= 200 && status < 300) return { ok: true, status, words };
  const said = words === '' ? '.' : ` and said: “${words}”.`;
  const reason =
    status >= 300 && status < 400
      ? `It answered with a redirect (${status}), which is not followed. Enter the address that it leads to.`
      : `It answered ${status}${said}`;
  return { ok: false, status, words, reason, mayPass: passing(status), retryAfter: readRetryAfter(retryAfter, wallTime()) };
}

/** What Node's codes of a failed connection mean. */
const meanings: Record<string, string> = {
  ECONNREFUSED: 'nothing listens at its address and port',
  ECONNRESET: 'it cut the connection',
  EHOSTUNREACH: 'no network leads to its address',
  ENETUNREACH: 'no network leads to its address',
  ETIMEDOUT: 'the connection took too long',
  ENOTFOUND: 'its name has no address',
  EAI_AGAIN: 'the name server did not answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

function notReached(error: unknown, refused: boolean): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const meaning = meanings[code];
  const words = meaning === undefined ? messageOf(error) || code || 'the connection failed' : `${meaning} (${code})`;
  return refused ? `It was not sent: ${words}` : `It was not reached: ${words}.`;
}
