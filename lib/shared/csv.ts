/** CSV as spreadsheets read it. Pure. */

/** The beginning of a formula, with characters before it that a spreadsheet ignores. */
const FORMULA = String.raw`[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]`;
const atStart = new RegExp(`^${FORMULA}|^[\\t\\r\\n]`, 'u');
/**
 * Where a spreadsheet may begin a new cell. An Excel in a country that writes 1,5 divides CSV at semicolons, and at line
 * breaks, even inside quotes.
 */
const afterDivider = new RegExp(`(?:\\r\\n|[;\\t\\r\\n])(?=${FORMULA})`, 'gu');

/**
 * Changes a text so that no spreadsheet takes it for a formula, wherever it divides the line. An apostrophe is put before = + -
 * @ at the start of the text and after each semicolon, tab and line break in it, and before a tab or line break at the start
 * (OWASP, CSV Injection). Numbers stay numbers.
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
