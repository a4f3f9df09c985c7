/** Sightings as a table of words and numbers, the same wherever one leaves the product. Pure, and safe in a browser. */
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import { signals } from '@/lib/tables/tables';
import { type ExportColumn, fieldNames, fieldOf, type HuntName } from './fields';
import type { Sighting } from './model';

/** A sheet's cell holds this many characters (Excel's specifications and limits). */
const MAX_CELL = 32_767;
/** Between the values of one cell: no spreadsheet divides a line by it, as some do by semicolons. */
const BETWEEN = ' | ';

function list(values: string[]): string {
  const text = values.join(BETWEEN);
  if (text.length <= MAX_CELL) return text;
  const kept = text.slice(0, text.lastIndexOf(BETWEEN, MAX_CELL - 100));
  return `${kept}${BETWEEN}… (${kept.split(BETWEEN).length} of ${values.length}; all are in the JSON export)`;
}

/** A column for each signal: each table numbers its own events, so two tables use the same ReportIds. */
const reportIds = signals.map(
  (signal): ExportColumn => ({
    header: `ReportIds (${signal})`,
    kind: 'list',
    value: (row) => row.signals.flatMap((part) => (part.signal === signal ? (part.reportIds ?? []) : [])),
    onlyIf: (rows) => rows.some((row) => row.signals.some((part) => part.reportIds !== undefined)),
  }),
);

const columns: readonly ExportColumn[] = [...fieldNames.flatMap((name) => fieldOf(name).exported), ...reportIds];

/** The columns that hold something. */
export function columnsOf(rows: Sighting[]): ExportColumn[] {
  return columns.filter(({ onlyIf }) => onlyIf === undefined || onlyIf(rows));
}

/** The header; for times it names their zone (UTC or an IANA name). */
export function headerOf({ header, kind }: ExportColumn, zone: string): string {
  return kind === 'time' ? `${header} (${zoneLabel(zone)})` : header;
}

export function cellOf(column: ExportColumn, row: Sighting, zone: string, huntName: HuntName): string | number {
  if (column.kind === 'time') {
    const instant = column.value(row);
    return instant === null ? '' : formatInstant(instant, zone, 7);
  }
  return column.kind === 'list' ? list(column.value(row, huntName)) : column.value(row);
}

/** Header and rows of the columns that hold something, times written in a zone. */
export function sightingsTable(
  rows: Sighting[],
  zone: string,
  huntName: HuntName,
): { header: string[]; rows: (string | number)[][] } {
  const kept = columnsOf(rows);
  return {
    header: kept.map((column) => headerOf(column, zone)),
    rows: rows.map((row) => kept.map((column) => cellOf(column, row, zone, huntName))),
  };
}
