/** Where the server may send messages to: the entries of NOTIFY_ALLOW. Pure. */
import { loopback } from './loopback';

/** One entry. What it leaves out is not narrowed. */
export interface AllowedTarget {
  /** As the operator wrote it. */
  text: string;
  protocol: 'https:' | 'http:';
  /** In lower case. With a leading `*.` it stands for every name below. */
  host: string;
  /** '' is the scheme's own. */
  port: string;
  path: string;
  /** Its addresses may be of the own network: `private:` stands before it, or it is such an address itself. */
  ownNetwork: boolean;
}

const PRIVATE = 'private:';
const isAddress = (host: string) => host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host);

/** The entries of a setting, divided by commas or blanks, and what is wrong with each that is none. */
export function readAllowed(setting: string): { targets: AllowedTarget[]; faults: string[] } {
  const [targets, faults]: [AllowedTarget[], string[]] = [[], []];
  for (const text of setting.split(/[\s,]+/).filter(Boolean)) {
    const read = readTarget(text);
    if (typeof read === 'string') faults.push(`“${text}” ${read}`);
    else targets.push(read);
  }
  return { targets, faults };
}

function readTarget(text: string): AllowedTarget | string {
  const isPrivate = text.startsWith(PRIVATE);
  const rest = isPrivate ? text.slice(PRIVATE.length) : text;
  const wild = /^(https:\/\/)?\*\./.exec(rest);
  const plain = wild ? `${wild[1] ?? ''}${rest.slice(wild[0].length)}` : rest;
  const written = plain.includes('://') ? plain : `https://${plain}`;
  if (plain.includes('*') || !URL.canParse(written)) return 'is no host, such as hooks.slack.com, and no address';
  const { protocol, hostname, port, pathname, username, password, search, hash } = new URL(written);
  if (username !== '' || password !== '' || search !== '' || hash !== '')
    return 'has more than a scheme, a host, a port and a path';
  const isOwnMachine = loopback.includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isOwnMachine))
    return 'must be https; http is for 127.0.0.1, localhost and [::1] only';
  if (wild && (isAddress(hostname) || !hostname.includes('.'))) return 'must have a whole domain after *., such as *.example.com';
  if (isPrivate && isOwnMachine) return 'is this machine: write it without private:';
  const host = `${wild ? '*.' : ''}${hostname}`;
  return { text, protocol, host, port, path: pathname, ownNetwork: isPrivate || isAddress(hostname) };
}

/** The entry that lets messages go to an address; undefined where none does. */
export function allowedTarget(targets: readonly AllowedTarget[], url: URL): AllowedTarget | undefined {
  if (url.username !== '' || url.password !== '') return undefined;
  return targets.find(
    ({ protocol, host, port, path }) =>
      protocol === url.protocol && port === url.port && isHost(host, url.hostname) && isBelow(path, url.pathname),
  );
}

const isHost = (host: string, name: string) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host);
/** `..%2f` is one segment here, but some receivers read it as a step up. */
const isBelow = (path: string, name: string) =>
  path === '/' || name === path || (name.startsWith(path.endsWith('/') ? path : `${path}/`) && !/%2f|%5c/i.test(name));

/** Whether an entry names this machine itself. */
export const isOwnMachine = ({ host }: AllowedTarget): boolean => loopback.includes(host);
