/** format_datetime(): a time by a pattern such as `yyyy-MM-dd HH:mm:ss.fff`. Its pattern is a constant. */
import { clip } from '../../syntax/node';
import { sqlString } from '../sql';
import { once, type Value, value } from '../value';
import type { Call } from './function';
import { timestamp } from './time';

const padded = (sql: string, size: number) => `lpad((${sql})::VARCHAR, ${size}, '0')`;
const HOUR = 36_000_000_000n;
const MINUTE = 600_000_000n;
const SECOND = 10_000_000n;

/** What a letter stands for, and how often it may stand. */
const fields: Record<string, { sql: (t: string) => string; sizes: number[] }> = {
  y: { sql: (t) => `year(${timestamp(t)}) % 100`, sizes: [1, 2] },
  M: { sql: (t) => `month(${timestamp(t)})`, sizes: [1, 2] },
  d: { sql: (t) => `day(${timestamp(t)})`, sizes: [1, 2] },
  H: { sql: (t) => `${t} // ${HOUR} % 24`, sizes: [1, 2] },
  h: { sql: (t) => `(${t} // ${HOUR} + 11) % 12 + 1`, sizes: [1, 2] },
  m: { sql: (t) => `${t} // ${MINUTE} % 60`, sizes: [1, 2] },
  s: { sql: (t) => `${t} // ${SECOND} % 60`, sizes: [1, 2] },
};

/** '' for a null. */
export function formatted(call: Call): Value {
  const pattern = call.constantText(1);
  const parts = pattern.match(/([A-Za-z])\1*|[^A-Za-z]+/g) ?? [];
  const sql = (t: string) => parts.map((part) => partSql(call, part, t)).join(' || ');
  if (parts.length === 0) throw call.unsupported('an empty pattern is not supported.');
  return value('string', `coalesce(${once(call.value(0).sql, sql)}, '')`);
}

function partSql(call: Call, part: string, t: string): string {
  const letter = part[0] ?? '';
  if (part === 'yyyy') return padded(`year(${timestamp(t)})`, 4);
  if (part === 'tt') return `CASE WHEN ${t} // ${HOUR} % 24 < 12 THEN 'AM' ELSE 'PM' END`;
  const field = fields[letter];
  if (field?.sizes.includes(part.length))
    return part.length === 1 ? `(${field.sql(t)})::VARCHAR` : padded(field.sql(t), part.length);
  const fraction = `substring(${padded(`${t} % ${SECOND}`, 7)}, 1, ${part.length})`;
  if (letter === 'f' && part.length <= 7) return fraction;
  if (letter === 'F' && part.length <= 7) return `rtrim(${fraction}, '0')`;
  if (/^[-/ :,._[\]]+$/.test(part)) return sqlString(part);
  throw call.unsupported(`“${clip(part)}” in its pattern is not supported.`);
}
