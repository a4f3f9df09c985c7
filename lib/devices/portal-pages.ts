/** Links to Microsoft's pages about a device or about what an event names. Pure. */
import { devicePage, deviceTimeline, domainPage, filePage, ipPage, urlPage, userPage } from '@/lib/routes/deep-links/entities';
import type { PortalPage, Portals } from '@/lib/routes/deep-links/model';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { AccountColumns, FileColumns } from '@/lib/tables/table';
import { signalFacts } from '@/lib/tables/tables';
import type { DeviceEvent } from './model';

type Found = [kind: PortalPage['kind'], about: string, href: string | null];

/** The pages that exist, each once. */
function pagesOf(found: Found[]): PortalPage[] {
  const pages = found.flatMap(([kind, about, href]) => (href === null ? [] : [{ kind, about, href }]));
  return pages.filter(({ href }, i) => pages.findIndex((page) => page.href === href) === i);
}

export function devicePages(portals: Portals, deviceId: string, window: Window): PortalPage[] {
  return pagesOf([
    ['device', '', devicePage(portals, deviceId)],
    ['timeline', '', deviceTimeline(portals, deviceId, window)],
  ]);
}

/** How far the device's timeline reaches to each side of an event: as far as on the event's page here. */
const AROUND = parseDuration('15m') ?? 0n;
const AROUND_WORDS = '±15 minutes';

export function around(timestamp: Instant): Window {
  return { from: addTicks(timestamp, -AROUND), to: addTicks(timestamp, AROUND) };
}

/** Portal pages about the device, files, accounts and addresses of an event. */
export function eventPages(portals: Portals, { deviceId, timestamp, signal, columns }: DeviceEvent): PortalPage[] {
  const text = (name: string | null) => {
    const value = name === null ? null : columns[name];
    return typeof value === 'string' ? value : '';
  };
  const file = ({ name, sha256, sha1 }: FileColumns): Found => {
    return ['file', text(name), filePage(portals, text(sha256)) ?? filePage(portals, text(sha1))];
  };
  const user = (account: AccountColumns): Found => {
    const [objectId, upn, sid] = [text(account.objectId), text(account.upn), text(account.sid)];
    return ['user', text(account.name) || upn, userPage(portals, { objectId, upn, sid })];
  };
  const ip = (name: string): Found => ['ip', text(name), ipPage(portals, text(name))];
  const address = (url: string): Found[] => [
    ['domain', url, domainPage(portals, url)],
    ['url', url, urlPage(portals, url)],
  ];
  const { files, accounts, addresses, urls } = signalFacts[signal].linked;
  return pagesOf([
    ['device', '', devicePage(portals, deviceId)],
    ['timeline', AROUND_WORDS, deviceTimeline(portals, deviceId, around(timestamp))],
    ...files.map(file),
    ...accounts.map(user),
    ...addresses.map(ip),
    ...urls.flatMap((name) => address(text(name))),
  ]);
}
