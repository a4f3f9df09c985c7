/** The company's devices: 400, at four sites. */
import { hexOf, pick } from '../chance';
import { type Account, account, DNS, person } from './people';

export interface Device {
  id: string;
  name: string;
  kind: 'workstation' | 'server' | 'mac' | 'linux';
  department: string;
  site: Site;
  /** Who usually signs in; on a server, who looks after it. */
  user: Account;
  ip: string;
}

interface Site {
  name: string;
  /** Hours ahead of UTC. */
  offset: number;
  /** First two numbers of its network, and its way out (RFC 1918, RFC 5737). */
  network: string;
  publicIp: string;
}

const sites: Site[] = [
  { name: 'Leeds', offset: 0, network: '10.20', publicIp: '192.0.2.10' },
  { name: 'Rotterdam', offset: 1, network: '10.30', publicIp: '192.0.2.20' },
  { name: 'Gdansk', offset: 1, network: '10.40', publicIp: '192.0.2.30' },
  { name: 'Boston', offset: -5, network: '10.50', publicIp: '192.0.2.40' },
];
const [leeds, rotterdam, gdansk, boston] = sites as [Site, Site, Site, Site];

/** What it is called, how many there are, what they are, and where: one site, or spread over all. */
const fleet: [prefix: string, count: number, kind: Device['kind'], department: string, site?: Site][] = [
  ['ws-fin', 46, 'workstation', 'Finance'],
  ['ws-hr', 18, 'workstation', 'People'],
  ['ws-sal', 72, 'workstation', 'Sales'],
  ['ws-eng', 64, 'workstation', 'Engineering'],
  ['ws-prd', 52, 'workstation', 'Production', gdansk],
  ['ws-log', 30, 'workstation', 'Logistics', rotterdam],
  ['ws-leg', 10, 'workstation', 'Legal', leeds],
  ['ws-exe', 8, 'workstation', 'Executive', leeds],
  ['ws-it', 16, 'workstation', 'IT'],
  ['mac-des', 12, 'mac', 'Design', boston],
  ['srv-dc', 4, 'server', 'Servers'],
  ['srv-fs', 6, 'server', 'Servers'],
  ['srv-sql', 6, 'server', 'Servers', leeds],
  ['srv-app', 18, 'server', 'Servers'],
  ['srv-hv', 8, 'server', 'Servers', rotterdam],
  ['srv-rds', 6, 'server', 'Servers', leeds],
  ['srv-print', 4, 'server', 'Servers'],
  ['srv-mes', 8, 'server', 'Production', gdansk],
  ['lnx-web', 12, 'linux', 'Servers', rotterdam],
];

const admins = ['adm-ivan', 'adm-karin', 'adm-olga', 'adm-tomas'];

export const devices: Device[] = fleet.flatMap(([prefix, count, kind, department, site], group) =>
  Array.from({ length: count }, (_, i): Device => {
    const host = `${prefix}-${String(i + 1).padStart(3, '0')}`;
    const place = site ?? sites[pick(sites.length, 'site', host)] ?? leeds;
    const isDesk = kind === 'workstation' || kind === 'mac';
    return {
      id: hexOf('sha1', 'device', host),
      // Older sensors report the bare host name.
      name: host === 'srv-print-004' ? host : `${host}.${DNS}`,
      kind,
      department,
      site: place,
      user: isDesk ? person(group * 97 + i) : account(admins[pick(admins.length, 'admin', host)] ?? 'adm-ivan'),
      ip: `${place.network}.${isDesk ? 100 + group : 10}.${isDesk ? 20 + i : group * 10 + i}`,
    };
  }),
);

/** A device by its host name. Throws when the company has none such. */
export function deviceNamed(host: string): Device {
  const found = devices.find(({ name }) => name.split('.')[0] === host);
  if (!found) throw new Error(`No device ${host}`);
  return found;
}
