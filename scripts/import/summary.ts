import { visibleText } from '@/components/ui/visible';
import type { ImportProgress } from '@/lib/engines/model';
import { asksForTable } from '@/lib/engines/model';
import { formatCount } from '@/lib/shared/format';

/** The outcome of all files, for a person. With `isVerbose` it names the columns that a file lacks; otherwise it counts them. */
export function summary(ended: ImportProgress[], isVerbose = false): string {
  const rows = ended.flatMap((each) =>
    each.result === null || each.result.tables.length === 0
      ? [[each.file, each.result?.format ?? each.state, '', '', '', each.result ? formatCount(each.result.rowsSetAside) : '']]
      : each.result.tables.map(({ table, rowsNew, rowsAlreadyThere }, index) => [
          index === 0 ? each.file : '',
          index === 0 ? (each.result?.format ?? '') : '',
          table,
          formatCount(rowsNew),
          formatCount(rowsAlreadyThere),
          index === 0 ? formatCount(each.result?.rowsSetAside ?? 0) : '',
        ]),
  );
  const lines = aligned([
    ['File', 'Format', 'Table', 'New rows', 'Already there', 'Set aside'],
    ...rows.map((row) => row.map(visibleText)),
  ]);
  return [...lines, ...ended.flatMap((each) => remarks(each, isVerbose))].join('\n');
}

/** Left-aligned texts, right-aligned counts. */
function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (text: string, column: number) =>
    column < 3 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
}

function remarks({ file, fault, result }: ImportProgress, isVerbose: boolean): string[] {
  const name = visibleText(file);
  if (fault !== null) return ['', `${name} failed:`, `  ${visibleText(fault)}${asksForTable(fault) ? ' (--table TABLE)' : ''}`];
  if (result === null) return [];
  const unknown = result.tables.filter(({ unknownColumns }) => unknownColumns.length > 0);
  const missing = result.tables.filter(({ missingColumns }) => missingColumns.length > 0);
  const lines = [
    ...result.notes,
    ...unknown.map(
      ({ table, unknownColumns }) => `${table}: columns the schema does not know, kept as text: ${unknownColumns.join(', ')}`,
    ),
    ...missing.map(
      ({ table, missingColumns }) =>
        `${table}: columns that are not in the file, left empty: ${
          isVerbose ? missingColumns.join(', ') : `${formatCount(missingColumns.length)} (--verbose names them)`
        }`,
    ),
    ...result.setAside.map(({ line, reason }) => `set aside, ${line}: ${reason}`),
    ...(result.setAsideFile === null
      ? []
      : [`All ${formatCount(result.rowsSetAside)} rows set aside are in ${result.setAsideFile}`]),
  ];
  return lines.length === 0 ? [] : ['', `${name}:`, ...lines.map((line) => `  ${visibleText(line)}`)];
}
