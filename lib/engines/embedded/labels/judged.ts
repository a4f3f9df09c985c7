/** SQL that judges labelled rows by exclusions, so that what each row fits is kept beside its labels. Pure. */
import { LABELLED, LABELLED_NAME } from '@/lib/kql/cut/fuse';
import type { TableSchema } from '@/lib/kql/schemas';
import { ROW_NUMBER, ROWS } from '@/lib/kql/sql/labelling';
import { sqlString } from '@/lib/kql/sql/sql';
import { formatTicks } from '@/lib/shared/time';
import type { TableFile } from '../relation';
import type { Translate } from '../translation/translator';
import { wideRelation } from './build';

/** The table with those of its columns that an expression may read, since it names them if only in a text, and that find a row's labels. */
export function readBy(excludedBy: string, { name, columns }: TableSchema): TableSchema {
  const words = new Set(['DeviceId', 'Timestamp', ...(excludedBy.match(/\w+/g) ?? [])]);
  return { name, columns: columns.filter((column) => words.has(column.name)) };
}

/** SELECT of `ROW_NUMBER` and `ExcludedBy` from `ROWS`, which have the columns of `read`. Rejects as `translate` does. */
export async function judgingSql(excludedBy: string, read: TableSchema, translate: Translate): Promise<string> {
  const columns = [{ name: ROW_NUMBER, type: 'long' as const }, ...read.columns];
  const { sql } = await translate(`${LABELLED}\n| project ${ROW_NUMBER}, ExcludedBy = ${excludedBy}`, formatTicks(0n), {
    version: `judged ${JSON.stringify(read)}`,
    schemas: [{ name: LABELLED_NAME, columns }],
    relations: { [LABELLED_NAME]: { sql: ROWS } },
  });
  return sql;
}

/** SELECT of the rows of a file of labels, with `ExcludedBy` beside. `judging` is a `judgingSql`, `file` what was labelled. */
export function judgedRowsSql(judging: string, read: TableSchema, file: TableFile, labels: string): string {
  const rows = wideRelation(read, [file], [labels], [], { located: true });
  return `SELECT l.*, j."ExcludedBy" FROM read_parquet(${sqlString(labels)}, hive_partitioning = FALSE) l
    JOIN (${judging.replaceAll(ROWS, () => rows)}) j USING (${ROW_NUMBER})
    ORDER BY l.${ROW_NUMBER}`;
}
