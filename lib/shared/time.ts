/**
 * Time as the tables hold it: UTC, in ticks of 100 ns since 0001-01-01 (KQL's datetime), written as ISO 8601 with all
 * 7 digits. Such texts have one width, so they sort as text. Browser-safe.
 */
import { z } from 'zod';
import { Fault } from './errors';

/** `2026-03-10T08:59:59.1234567Z`: always 28 characters. */
export const instantSchema = z.string();
export type Instant = z.infer<typeof instantSchema>;
/** Ticks of 100 ns since 0001-01-01T00:00:00Z, or a length in ticks. */
export type Ticks = bigint;

const TICKS_PER_MS = 10_000n;
const EPOCH_MS = 62_135_596_800_000n; // 0001-01-01 to 1970-01-01
export const MAX_TICKS: Ticks = 3_155_378_975_999_999_999n; // 9999-12-31T23:59:59.9999999Z

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Ticks of an ISO 8601 text: a date, or a date and time with up to 9 digits of fraction (those past the 7th must be 0),
 * `Z`, an offset or nothing (UTC). Undefined when it is not one, or names a day that does not exist.
 */
export function parseTicks(text: string): Ticks | undefined {
  const m = iso.exec(text.trim());
  if (!m) return undefined;
  const [, y = '', mo = '', d = '', h = '00', mi = '00', s = '00', fraction = '', zone = 'Z'] = m;
  const ms = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  const date = new Date(ms);
  if (Number(y) < 100) date.setUTCFullYear(Number(y)); // Date.UTC reads 0-99 as 1900-1999
  const exists = date.getUTCDate() === Number(d) && date.getUTCMonth() === Number(mo) - 1;
  if (!exists || Number(h) > 23 || Number(mi) > 59 || Number(s) > 59 || Number(y) === 0) return undefined;
  const digits = fraction.padEnd(9, '0');
  if (!digits.endsWith('00')) return undefined;
  const offset = offsetMinutes(zone);
  if (offset === undefined) return undefined;
  const ticks = (BigInt(date.getTime()) + EPOCH_MS - BigInt(offset) * 60_000n) * TICKS_PER_MS + BigInt(digits.slice(0, 7));
  return ticks >= 0n && ticks <= MAX_TICKS ? ticks : undefined;
}

function offsetMinutes(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** The instant of a number of ticks. Throws a RangeError outside years 1 to 9999. */
export function formatTicks(ticks: Ticks): Instant {
  if (ticks < 0n || ticks > MAX_TICKS) throw new RangeError(`${ticks} ticks is outside years 1 to 9999`);
  const ms = ticks / TICKS_PER_MS - EPOCH_MS;
  const text = new Date(Number(ms)).toISOString(); // 2026-03-10T08:59:59.123Z
  return `${text.slice(0, 23)}${String(ticks % TICKS_PER_MS).padStart(4, '0')}Z`;
}

/** Ticks of an instant this code base made itself. Throws a Fault when the text is no time. */
export function toTicks(instant: Instant): Ticks {
  const ticks = parseTicks(instant);
  if (ticks === undefined)
    throw new Fault('bad-input', `Not a time: “${instant.slice(0, 40)}”. Write it as 2026-03-10T08:59:59.1234567Z.`);
  return ticks;
}

/** The same time with all 7 digits and Z, or undefined when the text is no time. */
export function parseInstant(text: string): Instant | undefined {
  const ticks = parseTicks(text);
  return ticks === undefined ? undefined : formatTicks(ticks);
}

/** The instant moved by a length in ticks, held inside years 1 to 9999. */
export function addTicks(instant: Instant, by: Ticks): Instant {
  const moved = toTicks(instant) + by;
  return formatTicks(moved < 0n ? 0n : moved > MAX_TICKS ? MAX_TICKS : moved);
}

/** A JavaScript Date (milliseconds) as an instant. */
export function fromDate(date: Date): Instant {
  return formatTicks((BigInt(date.getTime()) + EPOCH_MS) * TICKS_PER_MS);
}

/** Milliseconds since 1970 of an instant, its last 4 digits dropped: for axes and for words such as “2 hours ago”. */
export function toMs(instant: Instant): number {
  return Number(toTicks(instant) / TICKS_PER_MS - EPOCH_MS);
}

/** A time as people give it, as zod reads it: any text that `parseInstant` takes becomes an instant. */
export const givenInstant = z.string().transform((text, context): Instant => {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  context.addIssue('must be a time such as 2026-03-10T09:00:00Z');
  return z.NEVER;
});

const unitTicks = { s: 10_000_000n, m: 600_000_000n, h: 36_000_000_000n, d: 864_000_000_000n } as const;

/** Milliseconds of a length in ticks, rounded down. */
export const ticksToMs = (length: Ticks): number => Number(length / TICKS_PER_MS);

/** Ticks of `90s`, `30m`, `12h` or `5d` (whole, 1 to 99999); undefined when the text is none of them. */
export function parseDuration(text: string): Ticks | undefined {
  const m = /^([1-9]\d{0,4})([smhd])$/.exec(text);
  if (!m) return undefined;
  const unit = m[2] as keyof typeof unitTicks;
  return BigInt(m[1] ?? '0') * unitTicks[unit];
}
