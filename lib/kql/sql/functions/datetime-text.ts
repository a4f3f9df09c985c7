/**
 * Times in text: in the forms that Kusto documents (ISO 8601, RFC 822, RFC 850), and in those that portals and logs write, which .NET
 * reads too: month, day and year as numbers, the month's name first, AM and PM. The patterns are regular expressions for JavaScript and
 * DuckDB alike, so that literals and columns are read the same way.
 */
import { parseTicks } from '@/lib/shared/time';
import { sqlString } from '../sql';
import { once } from '../value';

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
/** In any case, which a pattern for both cannot say by a flag. */
const MONTH = (MONTHS.match(/.{3}/g) ?? []).map((name) => name.replace(/./g, (c) => `[${c}${c.toUpperCase()}]`)).join('|');

/** A date and the text after it, by the order in which its parts stand. */
const forms: { pattern: string; order: 'ymd' | 'mdy' | 'dmy' | 'Mdy' }[] = [
  { pattern: '^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(.*)$', order: 'ymd' },
  { pattern: '^(\\d{1,2})[-/](\\d{1,2})[-/](\\d{4})(.*)$', order: 'mdy' },
  { pattern: '^(\\d{4})(\\d{2})(\\d{2})()$', order: 'ymd' },
  { pattern: `^(?:[A-Za-z]{3,9}, *)?(\\d{1,2})[ -](${MONTH})[A-Za-z]*[ -](\\d{4}|\\d{2})(.*)$`, order: 'dmy' },
  { pattern: `^(?:[A-Za-z]{3,9},? +)?(${MONTH})[A-Za-z]* +(\\d{1,2}),? +(\\d{4})(.*)$`, order: 'Mdy' },
];

/** What may follow the date: a time of day, then a zone. */
const TAIL =
  '^(?:(?:T *|,? +|)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7})\\d*)?)? *([AaPp][Mm])? *(?:[Zz]|GMT|UTC|([+-])(\\d{2}):?(\\d{2}))?)?$';

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
    const [name, day] = order === 'dmy' ? [b, a] : [a, b];
    return { year: fullYear(c), month: String((MONTHS.indexOf(name.toLowerCase()) + 3) / 3), day, rest };
  }
  return undefined;
}

/** Whether a text is written as a time, be it one that the calendar lacks. */
export function hasTimeForm(text: string): boolean {
  const parts = partsOf(text.trim());
  return parts !== undefined && new RegExp(TAIL).test(parts.rest);
}

/** `49` is 2049, `50` is 1950, as in .NET. */
const fullYear = (year: string) => (year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`);

/** Ticks of a time in text; undefined for a text that is none. */
export function ticksOfText(text: string): bigint | undefined {
  const parts = partsOf(text.trim());
  const tail = parts && new RegExp(TAIL).exec(parts.rest);
  if (!parts || !tail) return undefined;
  const [, given = '0', minute = '00', second = '00', fraction = '0', half, sign = '+', zoneHour = '00', zoneMinute = '00'] =
    tail;
  const two = (n: string) => n.padStart(2, '0');
  const hour = half === undefined ? given : hourOf(Number(given), half.toLowerCase() === 'pm');
  const date = `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
  const ticks = parseTicks(`${date}T${two(hour)}:${minute}:${second}.${fraction}Z`);
  const zone = BigInt(`${sign}1`.replace('+', '')) * (BigInt(zoneHour) * 60n + BigInt(zoneMinute)) * 600_000_000n;
  return ticks === undefined ? undefined : ticks - zone;
}

/** The hour of the day that 1 to 12 o'clock is; 24, which no day has, for other numbers. */
const hourOf = (clock: number, isAfternoon: boolean) =>
  String(clock < 1 || clock > 12 ? 24 : (clock % 12) + (isAfternoon ? 12 : 0));

const TICKS_TO_1970 = 621_355_968_000_000_000n;

/** SQL for the ticks of a time in text; NULL for a text that is none. */
export function sqlTicksOfText(text: string): string {
  return once(`trim(${text})`, (t) => `CASE ${forms.map((form) => whenForm(t, form)).join(' ')} END`, '_t');
}

function whenForm(text: string, { pattern, order }: (typeof forms)[number]): string {
  const group = (i: number) => `regexp_extract(${text}, ${sqlString(pattern)}, ${i})`;
  const year = `CASE WHEN length(${group(3)}) = 4 THEN ${group(3)} WHEN ${group(3)} < '50' THEN '20' || ${group(3)} ELSE '19' || ${group(3)} END`;
  const month = (name: string) => `((strpos(${sqlString(MONTHS)}, lower(${name})) + 2) // 3)::VARCHAR`;
  const [y, m, d] = {
    ymd: [group(1), group(2), group(3)],
    mdy: [group(3), group(1), group(2)],
    dmy: [year, month(group(2)), group(1)],
    Mdy: [group(3), month(group(1)), group(2)],
  }[order];
  const date = `TRY_CAST((${y}) || '-' || ${m} || '-' || ${d} AS DATE)`;
  const ticks = `epoch_us(${date}::TIMESTAMP) * 10 + ${TICKS_TO_1970}`;
  return `WHEN regexp_matches(${text}, ${sqlString(pattern)}) THEN ${ticks} + ${once(group(4), ticksOfTail, '_c')}`;
}

function ticksOfTail(tail: string): string {
  const group = (i: number) => `regexp_extract(${tail}, ${sqlString(TAIL)}, ${i})`;
  const number = (i: number) => `coalesce(TRY_CAST(${group(i)} AS BIGINT), 0)`;
  const half = `lower(${group(5)})`;
  const hour = `CASE WHEN ${half} = '' THEN ${number(1)} WHEN ${number(1)} BETWEEN 1 AND 12 THEN ${number(1)} % 12 + CASE ${half} WHEN 'pm' THEN 12 ELSE 0 END ELSE 24 END`;
  const clock = `((${hour}) * 60 + ${number(2)}) * 600000000 + ${number(3)} * 10000000 + rpad(${group(4)}, 7, '0')::BIGINT`;
  const zone = `CASE ${group(6)} WHEN '-' THEN -1 ELSE 1 END * (${number(7)} * 60 + ${number(8)}) * 600000000`;
  const isTime = `regexp_matches(${tail}, ${sqlString(TAIL)}) AND (${hour}) < 24 AND ${number(2)} < 60 AND ${number(3)} < 60`;
  return `CASE WHEN ${isTime} THEN ${clock} - ${zone} END`;
}
