/** Which addresses of the internet protocol a message may be sent to. Pure. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { type AllowedTarget, isOwnMachine } from '@/lib/shared/allowed';

/** `own`: of a network of one's own. `never`: of no host that takes messages, such as the one that gives a cloud machine its secrets. */
type Kind = 'public' | 'own' | 'loopback' | 'never';

const v4: [net: string, bits: number, kind: Kind][] = [
  ['168.63.129.16', 32, 'never'], // Azure's host
  ['100.100.100.200', 32, 'never'], // Alibaba's metadata
  ['127.0.0.0', 8, 'loopback'],
  ['10.0.0.0', 8, 'own'],
  ['172.16.0.0', 12, 'own'],
  ['192.168.0.0', 16, 'own'],
  ['100.64.0.0', 10, 'own'],
  ['0.0.0.0', 8, 'never'],
  ['169.254.0.0', 16, 'never'], // link-local, with the metadata of Azure, AWS and Google
  ['192.0.0.0', 24, 'never'],
  ['192.0.2.0', 24, 'never'],
  ['198.18.0.0', 15, 'never'],
  ['198.51.100.0', 24, 'never'],
  ['203.0.113.0', 24, 'never'],
  ['224.0.0.0', 3, 'never'], // multicast, reserved, broadcast
];
const v6: [net: string, bits: number, kind: Kind][] = [
  ['::1', 128, 'loopback'],
  ['fd00:ec2::', 32, 'never'], // metadata of AWS
  ['fd20:ce::', 32, 'never'], // metadata of Google
  ['fc00::', 7, 'own'],
  ['2001::', 23, 'never'], // Teredo and other protocols' own
  ['2001:db8::', 32, 'never'],
  ['2000::', 3, 'public'],
];

const lists = (nets: typeof v4, family: 'ipv4' | 'ipv6') =>
  nets.map(([net, bits, kind]) => {
    const list = new BlockList();
    list.addSubnet(net, bits, family);
    return { list, kind };
  });
const [kinds4, kinds6] = [lists(v4, 'ipv4'), lists(v6, 'ipv6')];

/** What kind of address it is. IPv6 that carries an IPv4 address (mapped, NAT64, 6to4) is what that one is. */
export function addressKind(address: string): Kind {
  if (isIPv4(address)) return kinds4.find(({ list }) => list.check(address, 'ipv4'))?.kind ?? 'public';
  if (!isIPv6(address) || address.includes('%')) return 'never';
  const groups = groupsOf(address);
  const inner = carried(groups);
  if (inner !== undefined) return addressKind(inner);
  // BlockList takes a mapped address for its IPv4 one, which is settled above.
  return kinds6.find(({ list }) => list.check(address, 'ipv6'))?.kind ?? 'never';
}

/** The eight groups of 16 bits. */
function groupsOf(address: string): number[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1); // in its shortest form, IPv4 endings as hex
  const [head = '', tail] = written.split('::');
  const [first, last] = [head, tail ?? ''].map((part) =>
    part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)),
  );
  const [a, b] = [first ?? [], last ?? []];
  return [...a, ...Array<number>(8 - a.length - b.length).fill(0), ...b];
}

/** The IPv4 address within an IPv6 one; undefined where there is none. */
function carried(groups: number[]): string | undefined {
  const [a, b, c] = groups;
  const dotted = (high = 0, low = 0) => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  const zeros = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  if (zeros(0, 5) && groups[5] === 0xffff) return dotted(groups[6], groups[7]);
  if (a === 0x64 && b === 0xff9b && zeros(2, 6)) return dotted(groups[6], groups[7]);
  if (a === 0x2002) return dotted(b, c);
  return undefined;
}

/** Why a message that an entry allows may not go to an address after all; null where it may. */
export function whyNotTo(address: string, target: AllowedTarget): string | null {
  const kind = addressKind(address);
  if (kind === 'public' || (kind === 'own' && target.ownNetwork) || (kind === 'loopback' && isOwnMachine(target))) return null;
  if (kind === 'own')
    return `its address ${address} is of a private network. Where that is meant, NOTIFY_ALLOW has private: before the host.`;
  return `its address ${address} is ${kind === 'loopback' ? 'this machine’s own' : 'none that takes messages'}.`;
}
