/** Selected sightings as text, CSV or JSON, for the clipboard and for a file. Pure. */
import { formatInstant, type Zone, zoneLabel } from '@/lib/shared/format';
import type { Sighting } from '@/lib/sightings/model';

export type RowsFormat = 'text' | 'csv' | 'json';

/** A spreadsheet must not take a device's name for a formula: OWASP, CSV Injection. */
const inert = (text: string) => (/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text);
const field = (value: string | number) => `"${(typeof value === 'string' ? inert(value) : String(value)).replaceAll('"', '""')}"`;
const oneLine = (value: string | number) => String(value).replace(/[\t\r\n]+/g, ' ');

export function rowsText(rows: Sighting[], format: RowsFormat, zone: Zone): string {
  if (format === 'json') return JSON.stringify(rows, null, 2);
  const named = zoneLabel(zone);
  const header = [
    'Tool',
    'Device',
    'DeviceId',
    `First seen (${named})`,
    `Last seen (${named})`,
    'Count',
    'New',
    'Verdict',
    'Accounts',
    'Signals',
  ];
  const table = rows.map((row) => [
    row.tool,
    row.deviceName,
    row.deviceId,
    formatInstant(row.firstSeen, zone, 7),
    formatInstant(row.lastSeen, zone, 7),
    row.count,
    row.isNew ? 'new' : '',
    row.verdict,
    row.accounts.join('; '),
    row.signals.map(({ signal }) => signal).join('; '),
  ]);
  const lines = [header, ...table];
  if (format === 'csv') return lines.map((line) => line.map(field).join(',')).join('\r\n');
  return lines.map((line) => line.map(oneLine).join('\t')).join('\n');
}
