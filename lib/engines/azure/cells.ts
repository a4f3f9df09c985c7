/** Azure's values as the engine's cells. */
import { z } from 'zod';
import type { Cell, KqlType } from '@/lib/kql/model';
import { parseInstant } from '@/lib/shared/time';
import { stringifyLossless } from './exact-json';

type Convert = (value: unknown) => Cell;

export const kqlType = z.enum(['bool', 'int', 'long', 'real', 'decimal', 'string', 'datetime', 'timespan', 'dynamic', 'guid']);

const orNull =
  (convert: (value: unknown) => Cell): Convert =>
  (value) =>
    value === null || value === '' ? null : convert(value);

/** Numbers may be text here: long ones, and `NaN`, `Infinity`. */
function real(value: unknown): number {
  const number = Number(String(value));
  if (Number.isNaN(number) && value !== 'NaN') throw new RangeError('no number');
  return number;
}

function long(value: unknown): string {
  const text = String(value);
  if (!/^-?\d+$/.test(text)) throw new RangeError('no whole number');
  return text;
}

const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;

function datetime(value: unknown): string {
  const text = String(value);
  // The form in which Azure sends nearly all of them; there may be millions.
  if (whole.test(text)) return text;
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError('no time');
  return instant;
}

function bool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value !== 0 && value !== 1) throw new RangeError('no bool');
  return value === 1;
}

/** A dynamic value. Azure sends it as JSON text, but a plain text without quotes. */
function dynamic(value: unknown): Cell {
  if (typeof value === 'object') return stringifyLossless(value);
  const text = String(value);
  try {
    return JSON.parse(text) === null ? null : text;
  } catch {
    return JSON.stringify(text);
  }
}

const converters: Record<KqlType, Convert> = {
  string: (value) => (value === null ? '' : String(value)),
  guid: orNull(String),
  decimal: orNull(String),
  timespan: orNull(String),
  long: orNull(long),
  int: orNull((value) => Number(long(value))),
  real: orNull(real),
  bool: orNull(bool),
  datetime: orNull(datetime),
  dynamic: orNull(dynamic),
};

/** What turns a value of a KQL type into a cell. Throws a RangeError for one that is none. */
export function cellOf(type: KqlType): Convert {
  return converters[type];
}
