import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@/components/ui/link';
import { visibleText } from '@/components/ui/visible';
import type { ImportResult } from '@/lib/engines/model';
import { paths } from '@/lib/routes/paths';
import { formatCount } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import type { StatusReport } from '@/lib/status/model';
import classes from './card.module.css';
import { importedWindow } from './imported-window';
import { SetAside } from './set-aside';

interface Props {
  result: ImportResult;
  endedAt: Instant | null;
  report: StatusReport | undefined;
}

/** What an import brought: the rows of each table, what was unusual about them, and a link to their sightings. */
export function ImportOutcome({ result, endedAt, report }: Props) {
  return (
    <>
      {result.tables.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col">New rows</th>
              <th scope="col">Already there</th>
              <th scope="col">Columns</th>
            </tr>
          </thead>
          <tbody>
            {result.tables.map((table) => (
              <tr key={table.table}>
                <th scope="row">{table.table}</th>
                <td className={classes.number}>{formatCount(table.rowsNew)}</td>
                <td className={classes.number}>{formatCount(table.rowsAlreadyThere)}</td>
                <td>
                  <Columns names={table.unknownColumns} words="unknown, kept" />
                  <Columns names={table.missingColumns} words="missing, left empty" />
                  {table.unknownColumns.length + table.missingColumns.length === 0 && 'as expected'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {result.notes.map((note) => (
        <p key={note}>{visibleText(note)}</p>
      ))}
      <SetAside result={result} />
      {report && endedAt !== null && report.asOf >= endedAt && (
        <Link className={classes.see} href={sightingsOf(result, report)}>
          See the sightings <IconArrowRight size={14} aria-hidden />
        </Link>
      )}
    </>
  );
}

function Columns({ names, words }: { names: string[]; words: string }) {
  if (names.length === 0) return null;
  return (
    <details className={classes.columns}>
      <summary>
        {formatCount(names.length)} {words}
      </summary>
      <div>{names.map(visibleText).join(', ')}</div>
    </details>
  );
}

function sightingsOf(result: ImportResult, report: StatusReport): string {
  const window = importedWindow(result, report) ?? defaultParams.window;
  return paths.home(writeSightingsParams({ ...defaultParams, window }));
}
