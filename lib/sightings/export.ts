/** The exported table: the same rows, order and words as the screen. Pure. */
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import type { Answer, Sighting } from './model';
import { type SightingsParams, writeSightingsParams } from './params';

export interface ExportTable {
  /** What the file says of itself before the table: window, engine, filters, what is missing. */
  about: [label: string, value: string][];
  header: string[];
  rows: (string | number)[][];
}

/** A sheet's cell holds this many characters (Excel's specifications and limits). */
const MAX_CELL = 32_767;

function list(values: string[]): string {
  const text = values.join('; ');
  if (text.length <= MAX_CELL) return text;
  const kept = text.slice(0, text.lastIndexOf('; ', MAX_CELL - 100));
  return `${kept}; … (${kept.split('; ').length} of ${values.length}; all are in the JSON export)`;
}

/** The table of an answer, times written in a zone (UTC or an IANA name). */
export function exportTable(answer: Answer, rows: Sighting[], params: SightingsParams, zone: string): ExportTable {
  const time = (instant: string) => formatInstant(instant, zone, 7);
  const named = zoneLabel(zone);
  const { from, to } = answer.window;
  const filters = writeSightingsParams({ ...params, window: { last: '5d' } });
  return {
    about: [
      ['Window', `${time(from)} to ${time(to)} ${named}`],
      ['Engine', answer.engine],
      ['As of', `${time(answer.asOf)} ${named}`],
      ['Filters', [...filters].map(([name, value]) => `${name}=${value}`).join(' ') || 'none'],
      ['Rows', `${rows.length}, all that the filters leave`],
      ...answer.notices.map((notice): [string, string] => ['Notice', notice.message]),
    ],
    header: [
      'Tool',
      'Device',
      'DeviceId',
      `First seen (${named})`,
      `Last seen (${named})`,
      'Count',
      'New',
      'Verdict',
      'Accounts',
      'Signals',
      'Hunts',
      'ReportIds',
    ],
    rows: rows.map((row) => [
      row.tool,
      row.deviceName,
      row.deviceId,
      time(row.firstSeen),
      time(row.lastSeen),
      row.count,
      row.isNew ? 'new' : '',
      row.verdict,
      list(row.accounts),
      list(row.signals.map((s) => s.signal)),
      list(row.signals.flatMap((s) => s.huntIds)),
      list(row.signals.flatMap((s) => s.reportIds ?? [])),
    ]),
  };
}

/**
 * A text that no spreadsheet takes for a formula: one that begins with = + - @ or with a tab or line break before it gets
 * an apostrophe in front (OWASP, CSV Injection). Numbers are numbers.
 */
export function inert(value: string | number): string | number {
  return typeof value === 'string' && /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
}

const field = (value: string | number) => `"${String(inert(value)).replaceAll('"', '""')}"`;

/** RFC 4180, UTF-8 with a byte order mark (Excel needs it); the lines about the export begin with `#`. */
export function* csvLines(table: ExportTable): Generator<string> {
  yield '\uFEFF';
  for (const [label, value] of table.about) yield `# ${label}: ${value.replace(/[\r\n]+/g, ' ')}\r\n`;
  for (const row of [table.header, ...table.rows]) yield `${row.map(field).join(',')}\r\n`;
}

/** The text without what XML 1.0 cannot hold: control characters become their pictures (U+2400…), lone surrogates U+FFFD. */
export function xmlSafe(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, (c) => ('\t\n\r'.includes(c) || c > '\u001f' ? c : String.fromCharCode(0x2400 + c.charCodeAt(0))))
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}
