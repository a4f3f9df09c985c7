/** SQL that labels the rows of one file, and that reads rows which are labelled. Pure. */
import type { Labelling } from '@/lib/kql/cut/fuse';
import type { TableSchema } from '@/lib/kql/schemas';
import { type LabellingSql, ROW_NUMBER, ROWS } from '@/lib/kql/sql/labelling';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';
import { relationSql, type TableFile } from '../relation';

/** Turns a labelling into SQL, in a thread where the server does it. */
export type Compile = (labelling: Labelling, schema: TableSchema) => LabellingSql | Promise<LabellingSql>;

/** SELECT of the numbers of the rows that some hunt may match. */
export function candidatesSql({ candidates }: LabellingSql, schema: TableSchema, file: TableFile): string {
  const whole = relationSql(schema, [file], { located: true });
  const bare = `read_parquet(${sqlString(file.path)}, hive_partitioning = FALSE, file_row_number = TRUE)`;
  const each = candidates.map(({ sql, columns }) =>
    sql.replaceAll(ROWS, () => (columns.every((name) => isPlain(file, name)) ? bare : whole)),
  );
  return `SELECT DISTINCT ${ROW_NUMBER} FROM (${each.join('\nUNION ALL ')})`;
}

/** Whether a column of the file can be read as it is. */
const isPlain = ({ facts }: TableFile, name: string) => facts.columns.get(name) === 'VARCHAR' && !facts.nullable.has(name);

/**
 * SELECT of the labelled rows of a file, by their numbers: `kept` columns, the row's number, the name of its file, and `Hunts`. Hunts judge
 * each combination of the values that they read once. `candidates` are row numbers or a SELECT of them.
 */
export function labelledRowsSql(
  { columns, marked, labelled }: LabellingSql,
  schema: TableSchema,
  file: TableFile,
  { kept, candidates }: { kept: string[]; candidates: string },
): string {
  const list = (names: string[], prefix = '') => names.map((name) => prefix + sqlIdentifier(name)).join(', ');
  const same = columns.map((name) => `c.${sqlIdentifier(name)} IS NOT DISTINCT FROM l.${sqlIdentifier(name)}`);
  return `WITH candidates AS MATERIALIZED (SELECT ${ROW_NUMBER}, file_name, ${list([...new Set([...columns, ...kept])])}
    FROM ${relationSql(schema, [file], { located: true })} WHERE ${ROW_NUMBER} IN (${candidates})),
  judged AS MATERIALIZED (SELECT DISTINCT ${list(columns)} FROM candidates),
  marked AS MATERIALIZED (${marked.replaceAll(ROWS, () => 'judged')}),
  labelled AS MATERIALIZED (${labelled.replaceAll(ROWS, () => 'marked')})
  SELECT ${list(kept, 'c.')}, c.${ROW_NUMBER}, c.file_name, l."Hunts"
  FROM candidates c JOIN labelled l ON ${same.join(' AND ')}
  ORDER BY c.${ROW_NUMBER}`;
}

/** The labelled rows in some files of labels: `kept` columns and those of `labelColumns`. */
export function keptRelation(kept: string[], labels: string[], labelColumns: string[]): string {
  return `(SELECT ${[...kept, ...labelColumns].map(sqlIdentifier).join(', ')} FROM ${labelFiles(labels)})`;
}

/** The same with every column of the schema, which are in the files that were labelled; `located`: and with the rows' numbers. */
export function wideRelation(
  schema: TableSchema,
  files: TableFile[],
  labels: string[],
  labelColumns: string[],
  { located = false } = {},
): string {
  const columns = [...(located ? [ROW_NUMBER] : []), ...schema.columns.map(({ name }) => name)].map(
    (name) => `r.${sqlIdentifier(name)}`,
  );
  const own = labelColumns.map((name) => `l.${sqlIdentifier(name)}`);
  // Device and time say no more than the row's number, but let a condition on them find the labels too.
  const same = [ROW_NUMBER, 'file_name', 'DeviceId', 'Timestamp'].map(
    (name) => `r.${sqlIdentifier(name)} = l.${sqlIdentifier(name)}`,
  );
  return `(SELECT ${[...columns, ...own].join(', ')}
    FROM ${relationSql(schema, files, { located: true })} r JOIN ${labelFiles(labels)} l ON ${same.join(' AND ')})`;
}

const labelFiles = (labels: string[]) => `read_parquet([${labels.map(sqlString).join(', ')}], hive_partitioning = FALSE)`;
