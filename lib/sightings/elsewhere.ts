/** What is asked here, as links into Microsoft's portals. Pure. */
import { devicePage, deviceTimeline, domainPage, filePage, ipPage, urlPage, userPage } from '@/lib/routes/deep-links/entities';
import type { PortalPage, PortalQuery, Portals } from '@/lib/routes/deep-links/model';
import { advancedHunting, logAnalytics } from '@/lib/routes/deep-links/queries';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { DeviceEvent } from './model';

interface AskedElsewhere {
  table: string;
  kql: string;
  /** The same as Log Analytics gets it, and its workspace; null: not there. */
  logs: { kql: string; workspace: NonNullable<Portals['workspace']> } | null;
  window: Window;
  asOf: Instant;
}

/**
 * A query that holds its own window, and where it can be opened. Log Analytics keeps besides to what arrived in the span
 * of its link, and events may arrive late: that span ends no earlier than `asOf`.
 */
export async function portalQuery(portals: Portals, { table, kql, logs, window, asOf }: AskedElsewhere): Promise<PortalQuery> {
  const arrived = { from: window.from, to: window.to > asOf ? window.to : asOf };
  const links = {
    advancedHunting: await advancedHunting(portals, kql),
    logAnalytics: logs && (await logAnalytics({ ...portals, workspace: logs.workspace }, logs.kql, arrived)),
  };
  return { table, kql, workspace: logs?.workspace.name ?? null, links };
}

type Found = [kind: PortalPage['kind'], about: string, href: string | null];

/** Those that have a page, each once. */
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

/** To each side of an event, in its device's timeline: as much as its page shows here. */
const AROUND = parseDuration('15m') ?? 0n;
const AROUND_WORDS = '±15 minutes';

export function around(timestamp: Instant): Window {
  return { from: addTicks(timestamp, -AROUND), to: addTicks(timestamp, AROUND) };
}

/** Pages about what an event names: its device, files, accounts and addresses. */
export function eventPages(portals: Portals, { deviceId, timestamp, columns }: DeviceEvent): PortalPage[] {
  const text = (name: string) => {
    const value = columns[name];
    return typeof value === 'string' ? value : '';
  };
  const file = (prefix: string): Found => {
    const byHash = filePage(portals, text(`${prefix}SHA256`)) ?? filePage(portals, text(`${prefix}SHA1`));
    return ['file', text(`${prefix}FileName`), byHash];
  };
  const user = (prefix: string): Found => {
    const [objectId, upn, sid] = ['ObjectId', 'Upn', 'Sid'].map((name) => text(`${prefix}Account${name}`));
    return ['user', text(`${prefix}AccountName`) || (upn ?? ''), userPage(portals, { objectId, upn, sid })];
  };
  const ip = (name: string): Found => ['ip', text(name), ipPage(portals, text(name))];
  const url = text('RemoteUrl');
  return pagesOf([
    ['device', '', devicePage(portals, deviceId)],
    ['timeline', AROUND_WORDS, deviceTimeline(portals, deviceId, around(timestamp))],
    file(''),
    file('InitiatingProcess'),
    user(''),
    user('InitiatingProcess'),
    ip('RemoteIP'),
    ip('ProcessRemoteSessionIP'),
    ip('InitiatingProcessRemoteSessionIP'),
    ['domain', url, domainPage(portals, url)],
    ['url', url, urlPage(portals, url)],
  ]);
}
