/** Functions of time. A week starts on Sunday. */
import { clip } from '../../syntax/node';
import { instantValue, inYears, nullValue, once, type Value, value } from '../value';
import type { Call, FunctionTable } from './function';

const DAY = 864_000_000_000n;
const WEEK = 7n * DAY;
const TICKS_TO_1970_US = 62_135_596_800_000_000n;

export const timeFunctions: FunctionTable = {
  now: (call) => instantValue(call.t.now + (call.count > 0 ? span(call) : 0n)),
  ago: (call) => instantValue(call.t.now - span(call)),
  bin: binned,
  floor: binned,
  bin_at: (call) => {
    const [v, size, at] = [call.value(0), call.value(1), call.value(2)];
    if (v.type === 'real') throw call.unsupported('of reals is not supported.');
    const shifted = once(`(${v.sql} - ${at.sql})`, (x) => `(${x} - ${remainder(x, positive(size))})`);
    return value(v.type, `(${shifted} + ${at.sql})`);
  },
  startofday: (call) => starting(call, (t) => `(${t} // ${DAY} * ${DAY})`, DAY),
  endofday: (call) => starting(call, (t) => `(${t} // ${DAY} * ${DAY} + ${DAY - 1n})`, DAY),
  // Day 0 is a Monday, so the day number plus 1, modulo 7, counts from Sunday.
  // The first and the last week reach beyond the years that a datetime can hold.
  startofweek: (call) => starting(call, (t) => inYears(startOfWeek(t)), WEEK),
  endofweek: (call) => starting(call, (t) => inYears(`(${startOfWeek(t)} + ${WEEK - 1n})`), WEEK),
  startofmonth: (call) => calendar(call, 'month', 0n),
  endofmonth: (call) => calendar(call, 'month', 1n),
  startofyear: (call) => calendar(call, 'year', 0n),
  endofyear: (call) => calendar(call, 'year', 1n),
  dayofweek: (call) =>
    value(
      'timespan',
      once(call.value(0).sql, (t) => `((${t} // ${DAY} + 1) % 7 * ${DAY})`),
      call.value(0).solid,
    ),
  hourofday: (call) => part(call, (t) => `(${t} // 36000000000 % 24)`),
  dayofmonth: (call) => part(call, (t) => `day(${timestamp(t)})`),
  dayofyear: (call) => part(call, (t) => `dayofyear(${timestamp(t)})`),
  getmonth: (call) => part(call, (t) => `month(${timestamp(t)})`),
  monthofyear: (call) => part(call, (t) => `month(${timestamp(t)})`),
  getyear: (call) => part(call, (t) => `year(${timestamp(t)})`),
  datetime_diff: difference,
  // Files do not tell when Azure took a row in.
  ingestion_time: (call) => {
    call.t.notices.add('ingestion_time() is null here: imported files do not hold it, so a filter on it finds nothing.');
    return nullValue('datetime');
  },
  unixtime_seconds_todatetime: (call) => fromUnix(call, 10_000_000n),
  unixtime_milliseconds_todatetime: (call) => fromUnix(call, 10_000n),
};

/** Periods of one length, in ticks. */
const lengths: Record<string, bigint> = {
  day: DAY,
  hour: 36_000_000_000n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
};
/** The number of a period that a time is in, of those that differ in length or do not begin with day 0. */
const numbers: Record<string, (t: string) => string> = {
  week: (t) => `((${t} // ${DAY} + 1) // 7)`,
  year: (t) => `year(${timestamp(t)})`,
  quarter: (t) => `(year(${timestamp(t)}) * 4 + quarter(${timestamp(t)}))`,
  month: (t) => `(year(${timestamp(t)}) * 12 + month(${timestamp(t)}))`,
};

/** datetime_diff(period, a, b): how many borders of periods lie between b and a. */
function difference(call: Call): Value {
  const period = call.constantText(0).toLowerCase();
  // Ticks, of 100 ns, are the finest.
  if (period === 'nanosecond') return value('long', `((${call.value(1).sql} - ${call.value(2).sql}) * 100)`);
  const length = lengths[period];
  const number = length === undefined ? numbers[period] : (t: string) => `(${t} // ${length})`;
  if (!number) throw call.unsupported(`the period “${clip(period)}” is not supported.`);
  const at = (i: number) => once(call.value(i).sql, number);
  return value('long', `(${at(1)} - ${at(2)})::BIGINT`);
}

function span(call: Call): bigint {
  const v = call.value(0);
  if (v.type !== 'timespan' || typeof v.constant !== 'bigint') throw call.unsupported('its timespan must be a constant.');
  return v.constant;
}

/** The size of a bin; null where it is not positive. */
function positive(size: Value): string {
  if (typeof size.constant === 'bigint' || typeof size.constant === 'number')
    return size.constant > 0 ? size.sql : `NULL::${size.type === 'real' ? 'DOUBLE' : 'BIGINT'}`;
  return `CASE WHEN ${size.sql} > 0 THEN ${size.sql} END`;
}

/** A remainder that is never negative, so that bins below 0 are rounded down too. */
const remainder = (x: string, size: string) => `((${x} % ${size} + ${size}) % ${size})`;

function binned(call: Call): Value {
  const v = call.value(0);
  const size = call.value(1);
  const step = positive(size);
  if (v.type === 'real' || size.type === 'real')
    return value(
      'real',
      once(step, (r) => `(floor(${v.sql}::DOUBLE / ${r}) * ${r})`),
    );
  const solid = v.solid && size.constant !== undefined && !step.startsWith('NULL');
  if (v.type === 'datetime')
    return value(
      'datetime',
      once(step, (r) => `(${v.sql} // ${r} * ${r})`),
      solid,
    );
  const type = v.type === 'int' ? 'long' : v.type;
  return value(
    type,
    once(v.sql, (x) => `(${x} - ${remainder(x, step)})`),
    solid,
  );
}

const startOfWeek = (t: string) => `((${t} // ${DAY} - (${t} // ${DAY} + 1) % 7) * ${DAY})`;

/** A start or end of a day or week; the second argument moves it by so many of them. */
function starting(call: Call, sql: (ticks: string) => string, unit: bigint): Value {
  const v = call.value(0);
  if (call.count === 1) return value('datetime', once(v.sql, sql), v.solid);
  const moved = inYears(`(${v.sql}::HUGEINT + ${call.value(1).sql}::HUGEINT * ${unit})`);
  return value('datetime', `${once(moved, sql)}::BIGINT`);
}

/** SQL for ticks as a TIMESTAMP, without their last digit. */
export const timestamp = (ticks: string) => `make_timestamp(${ticks} // 10 - ${TICKS_TO_1970_US})`;

/** More months or years than a datetime can move by. */
const TOO_FAR = 120_000;

/** The start of a month or year, or the last tick before the next one; the second argument moves it by so many of them. */
function calendar(call: Call, unit: 'month' | 'year', ends: bigint): Value {
  const v = call.value(0);
  const at = (t: string, by: string) => `date_trunc('${unit}', ${timestamp(t)}) + to_${unit}s(${by}::INTEGER)`;
  const ticks = (t: string, by: string) => `((epoch_us(${at(t, by)}) + ${TICKS_TO_1970_US}) * 10 - ${ends})`;
  if (call.count === 1)
    return value(
      'datetime',
      once(v.sql, (t) => ticks(t, String(ends))),
      v.solid,
    );
  const by = call.value(1).sql;
  const moved = once(v.sql, (t) => ticks(t, `(${by} + ${ends})`));
  return value('datetime', `CASE WHEN abs(${by}) < ${TOO_FAR} THEN ${inYears(moved)} END`);
}

function part(call: Call, sql: (ticks: string) => string): Value {
  const v = call.value(0);
  if (v.type !== 'datetime') throw call.unsupported(`of a ${v.type} is not supported.`);
  return value('int', `${once(v.sql, sql)}::INTEGER`, v.solid);
}

function fromUnix(call: Call, unit: bigint): Value {
  const v = call.value(0);
  if (v.type !== 'long' && v.type !== 'int') throw call.unsupported('only of whole numbers here.');
  return value('datetime', inYears(`(${v.sql}::HUGEINT * ${unit} + ${TICKS_TO_1970_US * 10n})`));
}
