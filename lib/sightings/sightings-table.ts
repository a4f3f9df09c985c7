/** Sightings as a table of words and numbers, the same wherever one leaves the product. Pure, and safe in a browser. */
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import { signals } from '@/lib/tables/tables';
import { type ExportColumn, fieldNames, fieldOf } from './fields';
import type { Sighting } from './model';

/** A sheet's cell holds this many characters (Excel's specifications and limits). */
const MAX_CELL = 32_767;

function list(values: string[]): string {
  const text = values.join('; ');
  if (text.length <= MAX_CELL) return text;
  const kept = text.slice(0, text.lastIndexOf('; ', MAX_CELL - 100));
  return `${kept}; … (${kept.split('; ').length} of ${values.length}; all are in the JSON export)`;
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

function cellOf(column: ExportColumn, row: Sighting, zone: string): string | number {
  if (column.kind === 'time') return formatInstant(column.value(row), zone, 7);
  return column.kind === 'list' ? list(column.value(row)) : column.value(row);
}

/** Header and rows of the columns that hold something, times written in a zone (UTC or an IANA name). */
export function sightingsTable(rows: Sighting[], zone: string): { header: string[]; rows: (string | number)[][] } {
  const kept = columns.filter(({ onlyIf }) => onlyIf === undefined || onlyIf(rows));
  return {
    header: kept.map(({ header, kind }) => (kind === 'time' ? `${header} (${zoneLabel(zone)})` : header)),
    rows: rows.map((row) => kept.map((column) => cellOf(column, row, zone))),
  };
}
