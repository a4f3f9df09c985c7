/** Sightings as a sheet of Excel: times are times, columns have their widths, and the header filters. Pure. */
import { inert } from '@/lib/shared/csv';
import { formatInstant } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import type { ExportColumn, HuntName } from './fields';
import type { Sighting } from './model';
import { cellOf, columnsOf, headerOf } from './sightings-table';

/** In characters. */
const widths: Record<ExportColumn['kind'], number> = { text: 24, count: 10, time: 25, list: 36 };
/** Excel counts time in days and shows milliseconds at most. */
const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss.000';

/** Excel knows no zones: the clock of the zone, as a sheet shows it. */
const wallTime = (instant: Instant, zone: string) => new Date(`${formatInstant(instant, zone, 3).replace(' ', 'T')}Z`);

export const bold = (value: string) => ({ value: xmlSafe(value), type: String, fontWeight: 'bold' as const });
/** Texts are typed as texts, so none is a formula. */
export const textCell = (value: string) => ({ value: xmlSafe(String(inert(value))), type: String });

function sheetCell(column: ExportColumn, row: Sighting, zone: string, huntName: HuntName) {
  const instant = column.kind === 'time' ? column.value(row) : null;
  if (instant !== null) return { value: wallTime(instant, zone), type: Date, format: TIME_FORMAT };
  const value = cellOf(column, row, zone, huntName);
  return typeof value === 'number' ? { value, type: Number } : textCell(value);
}

/** The sheet of sightings, times in a zone (UTC or an IANA name). */
export function sightingsSheet(rows: Sighting[], zone: string, huntName: HuntName) {
  const columns = columnsOf(rows);
  return {
    sheet: 'Sightings',
    stickyRowsCount: 1,
    columns: columns.map(({ kind }) => ({ width: widths[kind] })),
    data: [
      columns.map((column) => bold(headerOf(column, zone))),
      ...rows.map((row) => columns.map((column) => sheetCell(column, row, zone, huntName))),
    ],
  };
}

/** Lets one filter the first sheet by its header. The writer has no option for it. */
export function headerFilter(rows: number, columns: number) {
  const range = `A1:${columnLetters(columns)}${rows}`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string, _: object, { sheetIndex }: { sheetIndex: number }) =>
            sheetIndex === 0 ? xml.replace('</sheetData>', `</sheetData><autoFilter ref="${range}"/>`) : xml,
        },
      },
    },
  };
}

/** 1 → A, 27 → AA. */
function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest > 0 ? columnLetters(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

/** The text without what XML 1.0 cannot hold: control characters become their pictures (U+2400…), lone surrogates U+FFFD. */
export function xmlSafe(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, (c) => ('\t\n\r'.includes(c) || c > '\u001f' ? c : String.fromCharCode(0x2400 + c.charCodeAt(0))))
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}
