/** A labelling (lib/kql/cut/fuse.ts) as SQL over one file of a table at a time. */
import { formatTicks } from '@/lib/shared/time';
import { type Labelling, labelsKql } from '../cut/fuse';
import type { Needed } from '../cut/predicate';
import type { TextTest } from '../cut/text-tests';
import type { TableSchema } from '../schemas';
import { fusedLimits } from '../syntax/limits';
import { isAscii, lowered, markedText, mayHaveTerms, startsWithOne } from './expressions/terms';
import { sqlIdentifier, sqlString } from './sql';
import { translate } from './translate';

/** DuckDB's name for the number of a row in its file. */
export const ROW_NUMBER = 'file_row_number';

/** SELECTs from `ROWS`, a FROM item. */
export interface LabellingSql {
  /**
   * Of `ROW_NUMBER`, from rows that have it and the columns: together they give every row that some hunt matches, and maybe
   * others, and some twice. Each stands directly on `ROWS` and reads few columns, most of them one: DuckDB then tests the values of
   * Parquet's dictionaries instead of the rows.
   */
  candidates: { sql: string; columns: string[] }[];
  /** SQL of the same rows with a number and marked texts beside them. */
  marked: string;
  /** Of `columns` and `Hunts`, from marked rows: those that some hunt matches. */
  labelled: string;
  columns: string[];
}

/** Stands for a FROM item. */
export const ROWS = '"$rows"';

/** Throws a KqlError where a predicate is not supported, and for a column that the schema lacks. */
export function labellingSql({ table, needed, others, hunts, columns }: Labelling, schema: TableSchema): LabellingSql {
  const narrowed = (names: string[]) => schema.columns.filter(({ name }) => names.includes(name));
  const sqlOf = (kql: string, own: TableSchema['columns'], marked?: (column: string) => string) =>
    translate(kql, {
      now: formatTicks(0n),
      schemas: [{ name: table, columns: own }],
      relation: () => ROWS,
      ...(marked && { marked }),
      limits: fusedLimits,
    }).sql;
  const filtered = (predicates: string[], names: string[]) => ({
    sql: sqlOf(`${table}\n| where ${predicates.join('\n  or ')}\n| project ${ROW_NUMBER}`, [
      { name: ROW_NUMBER, type: 'long' },
      ...narrowed(names),
    ]),
    columns: names,
  });
  const rest = hunts.filter(({ tests }) => tests === null);
  const restSql = sqlOf(
    `${table}\n| extend Hunts = ${labelsKql(rest)}`,
    [{ name: NUMBER, type: 'long' }, ...narrowed(columns)],
    markedName,
  );
  const texts = narrowed(columns).filter(({ type }) => type === 'string');
  const marks = texts.map(({ name }) => `${markedText(`lower(${sqlIdentifier(name)})`)} AS ${markedName(name)}`);
  return {
    candidates: [
      ...byColumn(needed).flatMap(({ column, tests, predicates }) => [
        ...testsSql(column, tests).map((test) => ({ sql: `SELECT ${ROW_NUMBER} FROM ${ROWS} WHERE ${test}`, columns: [column] })),
        ...(predicates.length === 0 ? [] : [filtered(predicates, [column])]),
      ]),
      ...(others.length === 0 ? [] : [filtered(others, columns)]),
    ],
    marked: `SELECT ${['*', `row_number() OVER () AS ${NUMBER}`, ...marks].join(', ')} FROM ${ROWS}`,
    labelled: labelledSql(hunts, rest.length > 0 ? restSql : null, columns),
    columns,
  };
}

const NUMBER = 'JudgedRow';

/**
 * Hunts that are tests for texts are looked up by those texts: as hundreds of expressions they would take DuckDB a second to plan. `rest`
 * gives the rows with the labels of the other hunts.
 */
function labelledSql(hunts: Labelling['hunts'], rest: string | null, columns: string[]): string {
  const labels = listSql(
    hunts.map(({ label }) => label),
    'VARCHAR',
  );
  const lookups = new Map<string, { text: string; hunts: number[]; texts: string[] }>();
  for (const [i, { tests }] of hunts.entries()) {
    for (const { column, operator, texts } of tests ?? []) {
      const { on, text } = lookup[operator];
      const group = lookups.get(on(column)) ?? { text, hunts: [], texts: [] };
      lookups.set(on(column), group);
      group.hunts.push(...texts.map(() => i + 1));
      group.texts.push(...texts);
    }
  }
  const matches = [...lookups].map(
    ([on, group]) => `SELECT r.${NUMBER}, t.hunt FROM ${ROWS} r
      JOIN (SELECT hunt, ${group.text} AS text FROM
        (SELECT unnest(${listSql(group.hunts, 'INTEGER')}) AS hunt, unnest(${listSql(group.texts, 'VARCHAR')}) AS text)) t ON ${on}`,
  );
  if (rest !== null)
    matches.push(`SELECT ${NUMBER}, list_position(${labels}, label) AS hunt
      FROM (SELECT ${NUMBER}, unnest(string_split("Hunts", ',')) AS label FROM (${rest})) WHERE label <> ''`);
  const own = columns.map((name) => `r.${sqlIdentifier(name)}`).join(', ');
  return `SELECT ${own}, string_agg(${labels}[m.hunt] || ',', '' ORDER BY m.hunt) AS "Hunts"
    FROM ${ROWS} r JOIN (SELECT DISTINCT * FROM (${matches.join(' UNION ALL ')})) m USING (${NUMBER}) GROUP BY r.${NUMBER}, ${own}`;
}

/** A list as one literal, which DuckDB plans sooner than a thousand of them. */
const listSql = (items: (string | number)[], type: 'VARCHAR' | 'INTEGER') =>
  `from_json(${sqlString(JSON.stringify(items))}, '["${type}"]')`;

/** What a row `r` must pass for a text `t` of each operator, and how `t.text` is made of the hunt's `text`. */
const lookup: Record<TextTest['operator'], { on: (column: string) => string; text: string }> = {
  has_any: { on: (column) => `contains(r.${markedName(column)}, t.text)`, text: markedText('lower(text)') },
  'in~': { on: (column) => `lower(r.${sqlIdentifier(column)}) = t.text`, text: 'lower(text)' },
  in: { on: (column) => `r.${sqlIdentifier(column)} = t.text`, text: 'text' },
  startswith: { on: (column) => `starts_with(lower(r.${sqlIdentifier(column)}), t.text)`, text: 'lower(text)' },
};

const markedName = (column: string) => sqlIdentifier(`${column} marked`);

function byColumn(needed: Needed[]) {
  const columns = new Map<string, { column: string; tests: TextTest[]; predicates: string[] }>();
  for (const test of needed) {
    const own = columns.get(test.column) ?? { column: test.column, tests: [], predicates: [] };
    columns.set(test.column, own);
    if ('predicate' in test) own.predicates.push(`(${test.predicate})`);
    else own.tests.push(test);
  }
  return [...columns.values()];
}

/** A condition for all texts that the column may have as terms, one for those that it may be, one for those that it may begin with. */
function testsSql(column: string, tests: TextTest[]): string[] {
  const subject = `lower(${sqlIdentifier(column)})`;
  const textsOf = (...operators: TextTest['operator'][]) => [
    ...new Set(tests.filter(({ operator }) => operators.includes(operator)).flatMap(({ texts }) => texts)),
  ];
  const [terms, values, beginnings] = [textsOf('has_any'), textsOf('in', 'in~'), textsOf('startswith')];
  return [
    ...(terms.length > 0 ? [mayHaveTerms(subject, terms)] : []),
    ...isOneOf(subject, values),
    ...(beginnings.length > 0 ? [startsWithOne(subject, beginnings)] : []),
  ];
}

/**
 * Conditions of which one is true where a text is one of the values, whatever their case. They are not IN, because DuckDB makes a join of
 * that, and a join reads every row. An ENUM finds a value by its hash, where a list compares with each.
 */
function isOneOf(subject: string, values: string[]): string[] {
  const isPlain = (value: string) => isAscii(value) && !value.includes('\0'); // an ENUM's values are literals
  const plain = [...new Set(values.filter(isPlain).map(lowered))];
  const others = values.filter((value) => !isPlain(value)).map(lowered);
  return [
    ...(plain.length > 0 ? [`TRY_CAST(${subject} AS ENUM (${plain.join(', ')})) IS NOT NULL`] : []),
    ...(others.length > 0 ? [`list_contains([${others.join(', ')}], ${subject})`] : []),
  ];
}
