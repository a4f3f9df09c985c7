/**
 * Times in text, in the forms that Kusto reads: ISO 8601, RFC 822, RFC 850, and dates as month, day, year. The patterns are
 * regular expressions for JavaScript and DuckDB alike, so that literals and columns are read the same way.
 */
import { parseTicks } from '@/lib/shared/time';
import { sqlString } from '../sql';
import { once } from '../value';

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** A date and the text after it, by the order in which its parts stand. */
const forms: { pattern: string; order: 'ymd' | 'mdy' | 'dmy' }[] = [
  { pattern: '^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(.*)$', order: 'ymd' },
  { pattern: '^(\\d{1,2})[-/](\\d{1,2})[-/](\\d{4})(.*)$', order: 'mdy' },
  { pattern: '^(\\d{4})(\\d{2})(\\d{2})()$', order: 'ymd' },
  { pattern: '^(?:[A-Za-z]{3,9}, *)?(\\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\\d{4}|\\d{2})(.*)$', order: 'dmy' },
];

/** What may follow the date: a time of day, then a zone. */
const TAIL =
  '^(?:(?:[T ] *|)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7})\\d*)?)? *(?:[Zz]|GMT|UTC|([+-])(\\d{2}):?(\\d{2}))?)?$';

interface Parts {
  year: string;
  month: string;
  day: string;
  rest: string;
}

function partsOf(text: string): Parts | undefined {
  for (const { pattern, order } of forms) {
    const match = new RegExp(pattern).exec(text);
    if (!match) continue;
    const [, a = '', b = '', c = '', rest = ''] = match;
    if (order === 'ymd') return { year: a, month: b, day: c, rest };
    if (order === 'mdy') return { year: c, month: a, day: b, rest };
    return { year: fullYear(c), month: String((MONTHS.indexOf(b.toLowerCase()) + 3) / 3), day: a, rest };
  }
  return undefined;
}

/** `49` is 2049, `50` is 1950, as in .NET. */
const fullYear = (year: string) => (year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`);

/** Ticks of a time in text; undefined for a text that is none. */
export function ticksOfText(text: string): bigint | undefined {
  const parts = partsOf(text.trim());
  const tail = parts && new RegExp(TAIL).exec(parts.rest);
  if (!parts || !tail) return undefined;
  const [, hour = '0', minute = '00', second = '00', fraction = '0', sign = '+', zoneHour = '00', zoneMinute = '00'] = tail;
  const two = (n: string) => n.padStart(2, '0');
  const date = `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
  const ticks = parseTicks(`${date}T${two(hour)}:${minute}:${second}.${fraction}Z`);
  const zone = BigInt(`${sign}1`.replace('+', '')) * (BigInt(zoneHour) * 60n + BigInt(zoneMinute)) * 600_000_000n;
  return ticks === undefined ? undefined : ticks - zone;
}

const TICKS_TO_1970 = 621_355_968_000_000_000n;

/** SQL for the ticks of a time in text; NULL for a text that is none. */
export function sqlTicksOfText(text: string): string {
  return once(`trim(${text})`, (t) => `CASE ${forms.map((form) => whenForm(t, form)).join(' ')} END`, '_t');
}

function whenForm(text: string, { pattern, order }: (typeof forms)[number]): string {
  const group = (i: number) => `regexp_extract(${text}, ${sqlString(pattern)}, ${i})`;
  const year = `CASE WHEN length(${group(3)}) = 4 THEN ${group(3)} WHEN ${group(3)} < '50' THEN '20' || ${group(3)} ELSE '19' || ${group(3)} END`;
  const month = `((strpos(${sqlString(MONTHS)}, lower(${group(2)})) + 2) // 3)::VARCHAR`;
  const [y, m, d] = { ymd: [group(1), group(2), group(3)], mdy: [group(3), group(1), group(2)], dmy: [year, month, group(1)] }[
    order
  ];
  const date = `TRY_CAST((${y}) || '-' || ${m} || '-' || ${d} AS DATE)`;
  const ticks = `epoch_us(${date}::TIMESTAMP) * 10 + ${TICKS_TO_1970}`;
  return `WHEN regexp_matches(${text}, ${sqlString(pattern)}) THEN ${ticks} + ${once(group(4), ticksOfTail, '_c')}`;
}

function ticksOfTail(tail: string): string {
  const group = (i: number) => `regexp_extract(${tail}, ${sqlString(TAIL)}, ${i})`;
  const number = (i: number) => `coalesce(TRY_CAST(${group(i)} AS BIGINT), 0)`;
  const clock = `(${number(1)} * 60 + ${number(2)}) * 600000000 + ${number(3)} * 10000000 + rpad(${group(4)}, 7, '0')::BIGINT`;
  const zone = `CASE ${group(5)} WHEN '-' THEN -1 ELSE 1 END * (${number(6)} * 60 + ${number(7)}) * 600000000`;
  const isTime = `regexp_matches(${tail}, ${sqlString(TAIL)}) AND ${number(1)} < 24 AND ${number(2)} < 60 AND ${number(3)} < 60`;
  return `CASE WHEN ${isTime} THEN ${clock} - ${zone} END`;
}
