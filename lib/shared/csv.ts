/** CSV as spreadsheets read it. Pure. */

/** What begins a formula, after signs that a spreadsheet does not see. */
const FORMULA = String.raw`[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]`;
const atStart = new RegExp(`^${FORMULA}|^[\\t\\r\\n]`, 'u');
/** An Excel whose country writes 1,5 divides the same file by semicolons, whatever the quotes say, and by lines. */
const afterDivider = new RegExp(`(?:\\r\\n|[;\\t\\r\\n])(?=${FORMULA})`, 'gu');

/**
 * A text that no spreadsheet takes for a formula, by whatever sign it divides the line: an apostrophe stands before = + - @
 * at the start of the text and after each semicolon, tab and line break in it, and before a tab or line break at the start
 * (OWASP, CSV Injection). Numbers are numbers.
 */
export function inert(value: string | number): string | number {
  if (typeof value !== 'string') return value;
  const guarded = value.replace(afterDivider, "$&'");
  return atStart.test(value) ? `'${guarded}` : guarded;
}

const field = (value: string | number) => `"${String(inert(value)).replaceAll('"', '""')}"`;

/** One line as RFC 4180 has it, its CRLF included; every field quoted and inert. */
export function csvLine(values: (string | number)[]): string {
  return `${values.map(field).join(',')}\r\n`;
}
