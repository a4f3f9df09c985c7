// How an import is told in a terminal: a bar while it runs, a table at the end.
import { visibleText } from '@/components/ui/visible';
import type { ImportProgress } from '@/lib/engines/model';
import { formatCount } from '@/lib/shared/format';

interface Printer {
  progress: (progress: ImportProgress) => void;
  end: (progress: ImportProgress) => void;
}

/** JSON lines for the server; a bar on a terminal; now and then a line otherwise. */
export function printer(json: boolean): Printer {
  const throttled = throttle(json || process.stderr.isTTY ? 200 : 10_000);
  if (json) {
    const write = (progress: ImportProgress) => console.log(JSON.stringify(progress));
    return { progress: (progress) => throttled(progress.state, () => write(progress)), end: write };
  }
  const clear = process.stderr.isTTY ? '\r\x1b[2K' : '';
  const newline = process.stderr.isTTY ? '' : '\n';
  const started = performance.now();
  return {
    progress: (progress) =>
      throttled(progress.state, () => {
        if (progress.endedAt === null) process.stderr.write(`${clear}${lineOf(progress, started)}${newline}`);
      }),
    end: (progress) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stderr.write(`${clear}${visibleText(progress.file)}: ${progress.state} after ${seconds} s\n`);
    },
  };
}

/** Lets one call through in so many milliseconds, and each first one of a state. */
function throttle(every: number): (state: string, call: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  let lastState = '';
  return (state, call) => {
    const at = performance.now();
    if (state === lastState && at - last < every) return;
    [last, lastState] = [at, state];
    call();
  };
}

function lineOf({ file, state, bytesRead, bytesTotal, rowsRead }: ImportProgress, started: number): string {
  const part = bytesTotal === 0 ? 0 : Math.min(bytesRead / bytesTotal, 1);
  const bar = `${'█'.repeat(Math.round(part * 24))}${'░'.repeat(24 - Math.round(part * 24))}`;
  const rate = bytesRead / 1e6 / Math.max((performance.now() - started) / 1000, 0.001);
  const figures = state === 'reading' ? `${bar} ${Math.round(part * 100)} %  ${rate.toFixed(0)} MB/s  ` : 'sorting and writing  ';
  return `${visibleText(file).slice(0, 40)}  ${figures}${formatCount(rowsRead)} rows`;
}

/** What came of all files, for a person. */
export function summary(ended: ImportProgress[]): string {
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
  return [...lines, ...ended.flatMap(remarks)].join('\n');
}

/** Left-aligned texts, right-aligned counts. */
function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (text: string, column: number) =>
    column < 3 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
}

function remarks({ file, fault, result }: ImportProgress): string[] {
  const name = visibleText(file);
  if (fault !== null) return ['', `${name} failed:`, `  ${visibleText(fault)}`];
  if (result === null) return [];
  const unknown = result.tables.filter(({ unknownColumns }) => unknownColumns.length > 0);
  const missing = result.tables.filter(({ missingColumns }) => missingColumns.length > 0);
  const lines = [
    ...result.notes,
    ...unknown.map(
      ({ table, unknownColumns }) => `${table}: columns the schema does not know, kept as text: ${unknownColumns.join(', ')}`,
    ),
    ...missing.map(
      ({ table, missingColumns }) => `${table}: columns that are not in the file, left empty: ${missingColumns.join(', ')}`,
    ),
    ...result.setAside.map(({ line, reason }) => `set aside, ${line}: ${reason}`),
    ...(result.setAsideFile === null
      ? []
      : [`All ${formatCount(result.rowsSetAside)} rows set aside are in ${result.setAsideFile}`]),
  ];
  return lines.length === 0 ? [] : ['', `${name}:`, ...lines.map((line) => `  ${visibleText(line)}`)];
}
