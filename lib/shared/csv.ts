/** CSV as spreadsheets read it. Pure. */

/**
 * A text that no spreadsheet takes for a formula: one that begins with = + - @ or with a tab or line break before it gets
 * an apostrophe in front (OWASP, CSV Injection). Numbers are numbers.
 */
export function inert(value: string | number): string | number {
  return typeof value === 'string' && /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
}

const field = (value: string | number) => `"${String(inert(value)).replaceAll('"', '""')}"`;

/** One line as RFC 4180 has it, its CRLF included; every field quoted and inert. */
export function csvLine(values: (string | number)[]): string {
  return `${values.map(field).join(',')}\r\n`;
}
