/** Which pages of ours a link may lead to. Pure. */
import { safeReturnTo } from '@/lib/auth/return-to';
import { decodeSegment, readSegment } from '@/lib/routes/segment';
import { defaultParams, parseSightingsParams, writeSightingsParams } from '@/lib/sightings/params';

/** In characters; servers take addresses of some 16 kB. */
const LONGEST_PATH = 8000;

/** A page of ours with its question, as a link keeps it. */
export type LinkedPage = { path: string; title: string; search: URLSearchParams } & (
  | { page: 'sightings'; open: { toolSlug: string; deviceId: string } | null }
  | { page: 'device'; deviceId: string }
  | { page: 'event'; deviceId: string; eventId: string }
  | { page: 'other' }
);

const lists = new Map([
  ['hunts', 'Hunts'],
  ['exclusions', 'Exclusions'],
  ['status', 'Status'],
  ['audit', 'Audit'],
  ['shifts', 'Shifts'],
  ['handovers', 'Handovers'],
  ['webhooks', 'Webhooks'],
]);

/** The page at a path; undefined unless it is one of ours that people look at. Addresses of other sites and of APIs are none. */
export function linkedPage(text: string): LinkedPage | undefined {
  const path = safeReturnTo(text, LONGEST_PATH);
  if (path === undefined) return undefined;
  const { pathname, searchParams: search } = new URL(path, 'http://here.invalid');
  const [first = '', second, third, fourth, ...rest] = pathname.slice(1).split('/').map(decodeSegment);
  if (rest.length > 0) return undefined;
  const at = { path, search };
  if (pathname === '/') return { ...at, page: 'sightings', title: sightingsTitle(search), open: openRow(search) };
  if (first === 'devices' && second) {
    const deviceId = readSegment(second);
    if (third === undefined) return { ...at, page: 'device', title: `Device ${deviceId}`, deviceId };
    if (third !== 'events' || !fourth) return undefined;
    return { ...at, page: 'event', title: `Event ${fourth} on device ${deviceId}`, deviceId, eventId: fourth };
  }
  if (third !== undefined) return undefined;
  const other = (title: string | undefined): LinkedPage | undefined =>
    title === undefined ? undefined : { ...at, page: 'other', title };
  if (second === undefined) return other(lists.get(first));
  if (second === '') return undefined;
  if (first === 'hunts') return other(`Hunt ${second}`);
  if (first === 'tools') return other(`Tool ${readSegment(second)}`);
  if (first === 'handovers') return other(`Handover ${second}`);
  if (first === 'exclusions' && second === 'new') return other('New exclusion');
  return undefined;
}

const LONGEST_TITLE = 120;

/** `Sightings: tool=anydesk`, whatever the window. */
function sightingsTitle(search: URLSearchParams): string {
  const { window, since } = defaultParams;
  const filters = writeSightingsParams({ ...parseSightingsParams(search).params, window, since });
  const said = [...filters].map(([name, value]) => `${name}=${value}`).join(', ');
  return said === '' ? 'Sightings' : `Sightings: ${said}`.slice(0, LONGEST_TITLE);
}

/** The row that is open beside the table: `row=tool~device`. */
function openRow(search: URLSearchParams) {
  const row = search.get('row') ?? '';
  const at = row.indexOf('~');
  if (at <= 0 || at === row.length - 1) return null;
  return { toolSlug: row.slice(0, at), deviceId: row.slice(at + 1) };
}
