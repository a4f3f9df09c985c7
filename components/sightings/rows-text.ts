/** Selected sightings as text, CSV or JSON, for the clipboard and for a file. Pure. */
import { csvLine, inert } from '@/lib/shared/csv';
import type { Zone } from '@/lib/shared/format';
import type { HuntName } from '@/lib/sightings/fields';
import type { Sighting } from '@/lib/sightings/model';
import { sightingsTable } from '@/lib/sightings/sightings-table';

export type RowsFormat = 'text' | 'csv' | 'json';

const oneLine = (value: string | number) => String(inert(value)).replace(/[\t\r\n]+/g, ' ');

export function rowsText(rows: Sighting[], format: RowsFormat, zone: Zone, huntName: HuntName): string {
  if (format === 'json') return JSON.stringify(rows, null, 2);
  const table = sightingsTable(rows, zone, huntName);
  const lines = [table.header, ...table.rows];
  if (format === 'csv') return lines.map(csvLine).join('');
  return lines.map((line) => line.map(oneLine).join('\t')).join('\n');
}
