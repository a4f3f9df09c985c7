/**
 * Terms: runs of letters and digits in any script. `_` separates terms, so a regexp's `\b` would be wrong. Both sides are
 * lower-cased, since the regexp's own (?i) folds a few letters differently.
 */
import { sqlString } from '../sql';
import { LETTERS } from './letters';

const NOT_TERM = `[^${LETTERS}]`;
const starting = (border: string) => `(?:^|${border})`;
const ending = (border: string) => `(?:$|${border})`;
export const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);
const STARTS_TERM = `^[${LETTERS}]`;
const ENDS_TERM = `[${LETTERS}]$`;
const startsTerm = (text: string) => new RegExp(STARTS_TERM, 'u').test(text);
const endsTerm = (text: string) => new RegExp(ENDS_TERM, 'u').test(text);

/** Which ends of a needle must be ends of terms. */
export type Edges = 'both' | 'start' | 'end';

/** SQL for a needle, lower-cased. DuckDB does it for letters that JavaScript might lower differently. */
export function lowered(text: string): string {
  return isAscii(text) ? sqlString(text.toLowerCase()) : `lower(${sqlString(text)})`;
}

/**
 * SQL that is true where `haystack` (SQL, lower-cased unless `exact`) has one of the needles between term borders. `marked` is
 * the `markedText` of the haystack in lower case, if that is at hand.
 */
export function hasTerms(haystack: string, needles: string[], edges: Edges, exact: boolean, marked?: string): string {
  if (needles.includes('')) return 'TRUE';
  if (marked !== undefined && !exact && needles.length > 0 && needles.every(isAscii))
    return `(${needles.map((needle) => `contains(${marked}, ${sqlString(markedNeedle(needle.toLowerCase(), edges))})`).join(' OR ')})`;
  const distinct = [...new Set(exact || !needles.every(isAscii) ? needles : needles.map((n) => n.toLowerCase()))];
  const [only, ...more] = distinct;
  if (only === undefined) return 'FALSE';
  const matches = `regexp_matches(${haystack}, ${pattern(distinct, edges, exact)})`;
  if (more.length > 0) return matches;
  // contains() is answered from Parquet's dictionary, so that few rows need the regexp.
  const needle = exact ? sqlString(only) : lowered(only);
  return `CASE WHEN contains(${haystack}, ${needle}) THEN ${matches} ELSE FALSE END`;
}

/**
 * SQL that is true where a text (SQL, in lower case) has one of the needles as terms, and maybe where one stands beside a letter of another
 * script. Looking for letters of all scripts takes twice as long.
 */
export const mayHaveTerms = (haystack: string, needles: string[]): string =>
  needles.includes('') ? 'TRUE' : `regexp_matches(${haystack}, ${pattern(needles, 'both', false, '[^0-9a-z]')})`;

// Characters of no term, so that a text that holds them itself has the same terms.
const [FIRST, LAST] = ['\x01', '\x02'];

/**
 * SQL of a text with each of its terms between marks. It has a needle as terms where it contains the marked needle: a regular
 * expression a needle takes milliseconds to compile, which hundreds of hunts cannot each spend.
 */
export function markedText(text: string): string {
  return `regexp_replace(${text}, ${sqlString(`([${LETTERS}]+)`)}, ${sqlString(`${FIRST}\\1${LAST}`)}, 'g')`;
}

const TERMS = new RegExp(`[${LETTERS}]+`, 'gu');

function markedNeedle(needle: string, edges: Edges): string {
  const marked = needle.replace(TERMS, `${FIRST}$&${LAST}`);
  const begun = edges === 'end' && marked.startsWith(FIRST) ? marked.slice(1) : marked;
  return edges === 'start' && begun.endsWith(LAST) ? begun.slice(0, -1) : begun;
}

/** SQL that is true where lower-cased `haystack` contains one of the parts. */
export function hasParts(haystack: string, parts: string[]): string {
  const [only, ...more] = new Set(parts);
  if (only === undefined) return 'FALSE';
  if (more.length === 0) return `contains(${haystack}, ${lowered(only)})`;
  const pieces = [only, ...more].flatMap((needle, i): Piece[] => [{ regexp: i === 0 ? '' : '|' }, { needle }]);
  return `regexp_matches(${haystack}, ${joined(pieces, false)})`;
}

/** SQL that is true where lower-cased `haystack` begins with one of the parts. */
export function startsWithOne(haystack: string, parts: string[]): string {
  const pieces = parts.flatMap((needle, i): Piece[] => [{ regexp: i === 0 ? '^(?:' : '|' }, { needle }]);
  return `regexp_matches(${haystack}, ${joined([...pieces, { regexp: ')' }], false)})`;
}

/** The alternation of all needles, those with the same borders together, as SQL text. */
function pattern(needles: string[], edges: Edges, exact: boolean, border = NOT_TERM): string {
  const groups = new Map<string, { start: string; end: string; needles: string[] }>();
  for (const needle of needles) {
    const start = edges !== 'end' && startsTerm(needle) ? starting(border) : '';
    const end = edges !== 'start' && endsTerm(needle) ? ending(border) : '';
    const group = groups.get(start + end) ?? { start, end, needles: [] };
    group.needles.push(needle);
    groups.set(start + end, group);
  }
  const parts = [...groups.values()].flatMap(({ start, end, needles: own }, i) => {
    const alternatives = own.flatMap((needle, j): Piece[] => [{ regexp: j === 0 ? '' : '|' }, { needle }]);
    const open = own.length > 1 ? '(?:' : '';
    return [
      { regexp: `${i === 0 ? '' : '|'}${start}${open}` },
      ...alternatives,
      { regexp: `${own.length > 1 ? ')' : ''}${end}` },
    ];
  });
  return joined(parts, exact);
}

type Piece = { regexp: string } | { needle: string };

/** Pieces of a pattern as SQL: one literal where all is ASCII, else joined so that DuckDB lowers and escapes. */
function joined(pieces: Piece[], exact: boolean): string {
  const sql: string[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') sql.push(sqlString(text));
    text = '';
  };
  for (const piece of pieces) {
    if ('regexp' in piece) text += piece.regexp;
    else if (exact || isAscii(piece.needle)) text += escapeRegexp(exact ? piece.needle : piece.needle.toLowerCase());
    else {
      flush();
      sql.push(`regexp_escape(${lowered(piece.needle)})`);
    }
  }
  flush();
  return sql.length === 1 ? (sql[0] ?? "''") : `(${sql.join(' || ')})`;
}

function escapeRegexp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The same test for a needle that is an expression, whose borders differ from row to row. */
export function hasExpression(haystack: string, needle: string, edges: Edges): string {
  const border = (at: string, regexp: string) =>
    `CASE WHEN regexp_matches(_n, ${sqlString(at)}) THEN ${sqlString(regexp)} ELSE '' END`;
  const start = edges === 'end' ? '' : `${border(STARTS_TERM, starting(NOT_TERM))} || `;
  const end = edges === 'start' ? '' : ` || ${border(ENDS_TERM, ending(NOT_TERM))}`;
  const regexp = `${start}regexp_escape(_n)${end}`;
  return `list_transform([${needle}], lambda _n: regexp_matches(${haystack}, ${regexp}))[1]`;
}
