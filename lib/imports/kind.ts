import { Fault } from '@/lib/shared/errors';

export type Kind = 'csv' | 'ndjson' | 'json' | 'parquet';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const EXPECTED = 'Expected is an export of telemetry: CSV, NDJSON, JSON or Parquet, plain or gzipped.';

/** First bytes, in hex, of file formats that people drop by mistake. */
const wrong: [hex: string, what: string][] = [
  ['504b0304', 'a ZIP file or an Excel workbook (.xlsx); save or export it as CSV'],
  ['504b0506', 'an empty ZIP file'],
  ['d0cf11e0', 'an old Excel or Office file; save it as CSV'],
  ['89504e47', 'a PNG picture'],
  ['47494638', 'a GIF picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['25504446', 'a PDF'],
  ['28b52ffd', 'packed with Zstandard; unpack it first'],
  ['425a68', 'packed with bzip2; unpack it first'],
  ['fd377a58', 'packed with xz; unpack it first'],
  ['377abcaf', 'a 7-Zip archive; unpack it first'],
  ['1f8b', 'gzipped twice; unpack it once'],
  ['4f626a01', 'an Avro file'],
  ['53514c69746520', 'an SQLite database'],
  ['7f454c46', 'a program'],
  ['4d5a90', 'a program'],
];

/** The format of a file, by its first unpacked bytes. Throws a Fault that says what was found when it is no format we read. */
export function kindOf(head: Buffer, name: string): { kind: Kind; encoding: Encoding } {
  const hex = head.subarray(0, 16).toString('hex');
  if (hex.startsWith('50415231')) return { kind: 'parquet', encoding: 'utf-8' };
  const found = wrong.find(([magic]) => hex.startsWith(magic));
  if (found) throw new Fault('bad-input', `${name} is ${found[1]}. ${EXPECTED}`);
  const encoding = hex.startsWith('fffe') ? 'utf-16le' : hex.startsWith('feff') ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(head).trimStart();
  if (text === '') throw new Fault('bad-input', `${name} holds nothing but blanks. ${EXPECTED}`);
  if (/^<(!doctype|html|head|body)/i.test(text))
    throw new Fault('bad-input', `${name} is a web page (a sign-in page saved instead of the export?). ${EXPECTED}`);
  if (/^<\??[a-z]/i.test(text)) throw new Fault('bad-input', `${name} is XML. ${EXPECTED}`);
  const first = text.slice(0, 4096);
  const controls = [...first].filter((c) => c < ' ' && !'\t\r\n'.includes(c)).length;
  if (controls > first.length / 20) throw new Fault('bad-input', `${name} is a binary file of a kind not known. ${EXPECTED}`);
  if (text.startsWith('{') || text.startsWith('[')) return { kind: jsonKind(text), encoding };
  return { kind: 'csv', encoding };
}

/** NDJSON has a whole object on a line; an answer of an API is one document, on one line or on many. */
function jsonKind(text: string): Kind {
  const [line = '', ...more] = text.split('\n');
  const isRow = (row: string) => /^\s*\{/.test(row) && /\}\s*$/.test(row);
  if (!isRow(line) && /^\{\s*"records"\s*:\s*\[/.test(text)) return 'json';
  if (isRow(line))
    return /^\{\s*"(?:tables|results|schema|stats|@odata\.context|error|value)"\s*:/i.test(line) ? 'json' : 'ndjson';
  // A damaged first row does not turn NDJSON into one document.
  return text.startsWith('{') && more.some(isRow) && more.every((row) => row.trim() === '' || /^\{/.test(row))
    ? 'ndjson'
    : 'json';
}
