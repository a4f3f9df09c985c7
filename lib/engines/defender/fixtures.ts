/** For tests: an engine whose calls are answered in this process, without waiting long. */
import { z } from 'zod';
import type { Identity, QueryOptions } from '@/lib/engines/engine';
import { FakeTime } from '@/lib/engines/throttling/fake-time';
import { Throttling } from '@/lib/engines/throttling/throttling';
import { openDefender } from './engine.server';
import { defenderSchemas } from './schemas';

interface Asked {
  url: string;
  kql: string;
  timespan: string;
  headers: Headers;
  signal: AbortSignal;
}

/** Answers one call, or rejects as a broken connection does. */
export type Handler = (asked: Asked) => Response | Promise<Response>;

const body = z.object({ Query: z.string(), Timespan: z.string() });

export const identity = (scope = 'ada', more: Partial<Identity> = {}): Identity => ({
  scope,
  token: async () => `token of ${scope}`,
  challenged: async (claims) => Promise.reject(new Error(claims)),
  ...more,
});

export function table(schema: Record<string, string>, rows: string[] = []): Response {
  const columns = Object.entries(schema).map(([name, type]) => ({ name, type }));
  return new Response(`{"@odata.context":"x","schema":${JSON.stringify(columns)},"results":[${rows.join(',')}]}`);
}

export function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  const error = {
    code: status === 429 ? '429' : 'BadRequest',
    message,
    innerError: { date: '2026-03-10T09:00:00', 'request-id': 'r' },
  };
  return new Response(JSON.stringify({ error }), { status, headers: { 'request-id': 'request-7', ...headers } });
}

export const unresolved = (name: string) =>
  refusal(
    400,
    `'take' operator: Failed to resolve table or column expression named '${name}'. Fix semantic errors in your query.`,
  );

/** As `fetch` rejects when the connection breaks. */
export const reset = () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) }));

/** Each answer in turn, the last one again and again. */
export function inTurn(...handlers: Handler[]): Handler {
  let at = 0;
  return (asked) => {
    const handler = handlers[Math.min(at, handlers.length - 1)];
    at += 1;
    if (!handler) throw new Error('no answer');
    return handler(asked);
  };
}

const isProbe = ({ kql }: Asked) => / \| take 0$/.test(kql);

/** Every hunted table with all its columns to who looks for it, else what `handler` says. */
export const withTables =
  (handler: Handler): Handler =>
  (asked) =>
    isProbe(asked) ? described(asked.kql.split(' ')[0] ?? '') : handler(asked);

/** A table as it is described, without rows and without some columns. */
export function described(name: string, ...without: string[]): Response {
  const columns = defenderSchemas.find((schema) => schema.name === name)?.columns ?? [];
  const types = { long: 'Int64', int: 'Int32', bool: 'SByte', datetime: 'DateTime', dynamic: 'String' };
  const typeOf = (type: string) => Object.entries(types).find(([kql]) => kql === type)?.[1] ?? 'String';
  const own = columns.filter((column) => !without.includes(column.name));
  return table(Object.fromEntries(own.map(({ name, type }) => [name, typeOf(type)])));
}

/** `asked` is what was asked, `queries` what of it did not look for tables. */
export function scene(handler: Handler) {
  const time = new FakeTime();
  const throttling = new Throttling(time, () => 1);
  const asked: Asked[] = [];
  const answer: typeof fetch = async (url, init) => {
    const { Query: kql, Timespan: timespan } = body.parse(JSON.parse(String(init?.body)));
    const call = {
      url: String(url),
      kql,
      timespan,
      headers: new Headers(init?.headers),
      signal: init?.signal ?? new AbortController().signal,
    };
    asked.push(call);
    return handler(call);
  };
  const settings = {
    endpoint: 'https://graph.microsoft.com',
    audience: 'https://graph.microsoft.com',
    tenant: 't',
    fetch: answer,
    throttling,
  };
  return { engine: openDefender(settings), time, throttling, asked, queries: () => asked.filter((call) => !isProbe(call)) };
}

/** The present of the tests, a query, and what `fine` answers to it. */
const NOW = '2026-03-10T09:00:00.1234567Z';
export const KQL = 'DeviceProcessEvents | where Timestamp > ago(1d) | project ReportId';
export const fine = () => table({ ReportId: 'Int64' }, ['{"ReportId":1}']);
export const whole = { columns: [{ name: 'ReportId', type: 'long' }], rows: [['1']], partial: [], cut: false };

export const options = (more: Partial<QueryOptions> = {}): QueryOptions => ({ now: NOW, identity: identity(), ...more });

/** What a query gives once all its waits are over. */
export async function outcome(handler: Handler, kql = KQL, more: Partial<QueryOptions> = {}) {
  const { engine, time, queries } = scene(withTables(handler));
  const answer = engine.query(kql, options(more)).catch((error: unknown) => error);
  await time.pass(10 * 60_000);
  return { answer: await answer, asked: queries() };
}
