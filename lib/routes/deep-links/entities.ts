/**
 * Pages of the Defender portal: of a device, a file, an account, an address. Their forms are not documented but were seen
 * in public code: one function a form, one test each. Null: the tenant is not known, or the value is none that could have
 * a page. Values are written by whoever writes telemetry, so each must have its shape. Browser-safe.
 */
import type { Window } from '@/lib/shared/window';
import type { Portals } from './model';
import { wholeMilliseconds } from './time';

type Defender = Pick<Portals, 'defender' | 'tenantId'>;

const machineId = /^[0-9a-f]{40}$/i;
const fileHash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of a domain or of Entra: those of the system itself (S-1-5-18 …) have no page. */
const accountSid = /^S-1-(?:5-21|12-1)(?:-\d{1,10}){3,8}$/;
const upn = /^[^\s@/\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i;
const domainName = /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const MAX_URL = 2000;

function page({ defender, tenantId }: Defender, path: string, search: Record<string, string> = {}): string | null {
  if (tenantId === null) return null;
  return `${defender}${path}?${new URLSearchParams({ ...search, tid: tenantId })}`;
}

/** The page of a device. */
export function devicePage(portals: Defender, deviceId: string): string | null {
  return machineId.test(deviceId) ? page(portals, `/machines/v2/${deviceId}/overview`) : null;
}

/** The timeline of a device over a window, widened to whole milliseconds. */
export function deviceTimeline(portals: Defender, deviceId: string, window: Window): string | null {
  const { from, to } = wholeMilliseconds(window);
  return machineId.test(deviceId) ? page(portals, `/machines/${deviceId}/timeline`, { from, to }) : null;
}

/** The page of a file by its SHA-1 or SHA-256. */
export function filePage(portals: Defender, hash: string): string | null {
  return fileHash.test(hash) ? page(portals, `/file/${hash}/`) : null;
}

export interface Account {
  /** Object id in Entra. */
  objectId?: string;
  upn?: string;
  sid?: string;
}

/** The page of an account by what is known of it, the surest first. */
export function userPage(portals: Defender, account: Account): string | null {
  const known = [
    ['aad', account.objectId, guid],
    ['sid', account.sid, accountSid],
    ['upn', account.upn, upn],
  ] as const;
  const found = known.find(([, value, shape]) => value !== undefined && shape.test(value));
  return found?.[1] === undefined ? null : page(portals, '/user', { [found[0]]: found[1], tab: 'overview' });
}

/** The page of an IP address. */
export function ipPage(portals: Defender, address: string): string | null {
  return ipv4.test(address) || isIpv6(address) ? page(portals, `/ip/${encodeURIComponent(address)}/overview`) : null;
}

function isIpv6(address: string): boolean {
  return address.includes(':') && /^[0-9a-f:.]{2,45}$/i.test(address) && URL.canParse(`http://[${address}]`);
}

/** The page of a host by its name in DNS. */
export function domainPage(portals: Defender, name: string): string | null {
  return domainName.test(name) ? page(portals, '/domains/overview', { urlDomain: name }) : null;
}

/** The page of a web address. */
export function urlPage(portals: Defender, url: string): string | null {
  const isWeb = url.length <= MAX_URL && /^https?:\/\//i.test(url) && URL.canParse(url);
  return isWeb ? page(portals, '/url/overview', { url }) : null;
}
