/** SQL that labels the rows of one file, and that reads rows which are labelled. Pure. */
import type { Labelling } from '@/lib/kql/cut/fuse';
import type { TableSchema } from '@/lib/kql/schemas';
import { type LabellingSql, ROW_NUMBER, ROWS } from '@/lib/kql/sql/labelling';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';
import { relationSql, type TableFile } from '../relation';

/** Turns a labelling into SQL, in a thread where the server does it. */
export type Compile = (labelling: Labelling, schema: TableSchema) => LabellingSql | Promise<LabellingSql>;

/** SELECT of the numbers of the rows that some hunt may match, some of them more than once. */
export function candidatesSql({ candidates }: LabellingSql, schema: TableSchema, file: TableFile): string {
  const whole = relationSql(schema, [file], { located: true });
  const bare = `read_parquet(${sqlString(file.path)}, hive_partitioning = FALSE, file_row_number = TRUE)`;
  const each = candidates.map(({ sql, columns }) =>
    sql.replaceAll(ROWS, () => (columns.every((name) => isPlain(file, name)) ? bare : whole)),
  );
  return each.join('\nUNION ALL ');
}

/** SELECT of those numbers, each with how often it was found among `most` finds. */
export const foundSql = (candidates: string, most: number): string =>
  `SELECT ${ROW_NUMBER}, count(*) FROM (SELECT * FROM (${candidates}) LIMIT ${most}) GROUP BY ${ROW_NUMBER}`;

/** Whether a column of the file can be read as it is. */
const isPlain = ({ facts }: TableFile, name: string) => facts.columns.get(name) === 'VARCHAR' && !facts.nullable.has(name);

/**
 * SELECT of the labelled rows of a file: `kept` columns, the row's number, the name of its file, and `Hunts`. Hunts judge each combination
 * of the values that they read once. `numbers` are those of the candidates, which must be few: they are held in memory. Without any no hunt
 * is asked: of a small file, reading hundreds of them takes most of the time.
 */
export function labelledRowsSql(
  sql: LabellingSql,
  schema: TableSchema,
  file: TableFile,
  kept: string[],
  numbers: string[],
): string {
  const rows = relationSql(schema, [file], { located: true });
  if (numbers.length === 0) return `SELECT ${list(kept)}, ${ROW_NUMBER}, file_name, '' AS "Hunts" FROM ${rows} WHERE FALSE`;
  const read = [...new Set([...sql.columns, ...kept])];
  return `WITH candidates AS MATERIALIZED (SELECT ${ROW_NUMBER}, file_name, ${list(read)}
    FROM ${rows} WHERE ${ROW_NUMBER} IN (${numbers.join(', ')})),
  ${judgedCtes(sql, 'candidates')}
  SELECT ${list(kept, 'r.')}, r.${ROW_NUMBER}, r.file_name, l."Hunts" FROM candidates r JOIN labelled l ON ${isSame(sql)}
  ORDER BY r.${ROW_NUMBER}`;
}

/** SELECT of the labelled combinations of values of a file. `candidates` is a SELECT of numbers; null takes every row for one. */
export function combinationsSql(sql: LabellingSql, schema: TableSchema, file: TableFile, candidates: string | null): string {
  const rows = relationSql(schema, [file], { located: true });
  const chosen = candidates === null ? rows : `(SELECT * FROM ${rows} WHERE ${ROW_NUMBER} IN (${candidates}))`;
  return `WITH ${judgedCtes(sql, chosen)} SELECT * FROM labelled`;
}

/** As `labelledRowsSql`, from a file of `combinationsSql`: no row is held in memory, as DuckDB knows that the combinations are fewer. */
export function manyLabelledRowsSql(
  sql: LabellingSql,
  schema: TableSchema,
  file: TableFile,
  kept: string[],
  combinations: string,
): string {
  return `SELECT ${list(kept, 'r.')}, r.${ROW_NUMBER}, r.file_name, l."Hunts" FROM ${relationSql(schema, [file], { located: true })} r
  JOIN read_parquet(${sqlString(combinations)}, hive_partitioning = FALSE) l ON ${isSame(sql)}`;
}

const list = (names: string[], prefix = '') => names.map((name) => prefix + sqlIdentifier(name)).join(', ');

const isSame = ({ columns }: LabellingSql) =>
  columns.map((name) => `r.${sqlIdentifier(name)} IS NOT DISTINCT FROM l.${sqlIdentifier(name)}`).join(' AND ');

const judgedCtes = ({ columns, marked, labelled }: LabellingSql, rows: string) =>
  `judged AS MATERIALIZED (SELECT DISTINCT ${list(columns)} FROM ${rows}),
  marked AS MATERIALIZED (${marked.replaceAll(ROWS, () => 'judged')}),
  labelled AS MATERIALIZED (${labelled.replaceAll(ROWS, () => 'marked')})`;

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
