/**
 * Queries that differ in their instants only, such as a sweep over another window, have the same shape and are parsed
 * once. Pure.
 */
import { addTicks, type Instant, toTicks } from '@/lib/shared/time';

export interface Shape {
  /** The query's text between its instants. */
  texts: string[];
  /** The instants in the text, each by its place in `instants`: one less than there are texts. */
  places: number[];
  /** The distinct instants of the query and its `now()`, ascending. */
  instants: Instant[];
  /** The place of `now()` in `instants`. */
  now: number;
  /** Equal for all queries of the shape. */
  key: string;
}

/** An instant as `kqlDatetime` writes it. */
const literal = /datetime\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z)\)/;

export function shapeOf(kql: string, now: Instant): Shape {
  const parts = kql.split(literal); // texts at even places, instants at odd ones
  const texts = parts.filter((_, i) => i % 2 === 0);
  const found = parts.filter((_, i) => i % 2 === 1);
  const instants = [...new Set([now, ...found])].sort();
  const shape = { texts, places: found.map((instant) => instants.indexOf(instant)), instants, now: instants.indexOf(now) };
  return { ...shape, key: JSON.stringify([shape.now, shape.places, texts]) };
}

/**
 * Instants that stand for those of a shape while it is translated, in the same order. No telemetry has them. A query may
 * add thousands of years to one before it is out of range, where the translation would say null.
 */
export interface StandIns {
  first: Instant;
}
/** Two sets of them: where both give the same SQL, the translation does no more with an instant than to write it down. */
export const standIns: [StandIns, StandIns] = [
  { first: '3997-02-03T04:05:06.1234567Z' },
  { first: '4998-07-11T13:17:19.7654321Z' },
];

const nth = ({ first }: StandIns, i: number): Instant => addTicks(first, BigInt(i) * 1_000_003n);

/** A query of the shape whose instants are stand-ins. */
export function withStandIns({ texts, places, now }: Shape, set: StandIns): { kql: string; now: Instant } {
  const [first = '', ...others] = texts;
  const kql = others.reduce((text, next, i) => `${text}datetime(${nth(set, places[i] ?? 0)})${next}`, first);
  return { kql, now: nth(set, now) };
}

/** The SQL with the ticks of real instants in place of those of the stand-ins. */
export function fill(sql: string, { instants }: Shape, set: StandIns): string {
  const ticks = new Map(instants.map((instant, i) => [String(toTicks(nth(set, i))), String(toTicks(instant))]));
  return sql.replaceAll(/\d{19}/g, (digits) => ticks.get(digits) ?? digits);
}

/** KQL with real instants in place of the stand-ins. Both are as long, so that each place in it stays where it was. */
export function fillKql(kql: string, { instants }: Shape, set: StandIns): string {
  const real = new Map(instants.map((instant, i) => [nth(set, i), instant]));
  return kql.replaceAll(new RegExp(literal, 'g'), (_, instant: string) => `datetime(${real.get(instant) ?? instant})`);
}
