/** Sightings as a table of words and numbers, the same wherever one leaves the product. Pure, and safe in a browser. */
import { signalSchema } from '@/lib/hunts/model';
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import type { Sighting } from './model';

/** A sheet's cell holds this many characters (Excel's specifications and limits). */
const MAX_CELL = 32_767;

function list(values: string[]): string {
  const text = values.join('; ');
  if (text.length <= MAX_CELL) return text;
  const kept = text.slice(0, text.lastIndexOf('; ', MAX_CELL - 100));
  return `${kept}; … (${kept.split('; ').length} of ${values.length}; all are in the JSON export)`;
}

type ExportColumn = [header: string, value: (row: Sighting) => string | number];

function columnsIn(zone: string): ExportColumn[] {
  const time = (instant: string) => formatInstant(instant, zone, 7);
  const named = zoneLabel(zone);
  return [
    ['Tool', (row) => row.tool],
    ['Device', (row) => row.deviceName],
    ['DeviceId', (row) => row.deviceId],
    [`First seen (${named})`, (row) => time(row.firstSeen)],
    [`Last seen (${named})`, (row) => time(row.lastSeen)],
    ['Events', (row) => row.count],
    ['New', (row) => (row.isNew ? 'new' : '')],
    ['Verdict', (row) => row.verdict],
    ['Accounts', (row) => list(row.accounts)],
    ['Signals', (row) => list(row.signals.map(({ signal }) => signal))],
    ['Hunts', (row) => list(row.signals.flatMap(({ huntIds }) => huntIds))],
  ];
}

/** A column for each signal: the tables count their ReportIds by themselves, and use the same numbers. */
const reportIds = signalSchema.options.map(
  (signal): ExportColumn => [
    `ReportIds (${signal})`,
    (row) => list(row.signals.flatMap((part) => (part.signal === signal ? (part.reportIds ?? []) : []))),
  ],
);

const workspaces: ExportColumn = ['Workspaces', (row) => list(row.workspaces)];

/**
 * Header and rows, times written in a zone (UTC or an IANA name). Without ReportIds where they were not asked for, and without
 * workspaces where there is but one.
 */
export function sightingsTable(rows: Sighting[], zone: string): { header: string[]; rows: (string | number)[][] } {
  const asked = rows.some(({ signals }) => signals.some((signal) => signal.reportIds !== undefined));
  const several = rows.some(({ workspaces }) => workspaces.length > 0);
  const columns = [...columnsIn(zone), ...(several ? [workspaces] : []), ...(asked ? reportIds : [])];
  return { header: columns.map(([header]) => header), rows: rows.map((row) => columns.map(([, value]) => value(row))) };
}
