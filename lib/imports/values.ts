import type { KqlType } from '@/lib/kql/model';
import { NUL } from './text';
import { importTime } from './times';

/** Thrown for a value that makes its row a bad row. It has no stack, as a file may hold millions of them. */
export class BadValue {
  constructor(readonly reason: string) {}
}

/**
 * A value as the raw table holds it: text that SQL casts to the column's type without loss, '' for none. A value that does not
 * fit the type is never changed to fit: it throws a BadValue.
 */
export function convert(type: KqlType, value: string): string {
  switch (type) {
    case 'datetime':
      return time(value);
    case 'long':
    case 'int':
      return whole(type, value.trim());
    case 'real':
      return real(value.trim());
    case 'bool':
      return bool(value.trim());
    case 'dynamic':
      return dynamic(value);
    default:
      return text(value);
  }
}

function text(value: string): string {
  if (value.includes(NUL)) throw new BadValue('a NUL character or bytes that are not text');
  return value;
}

/** JSON text. What is no JSON is kept as a JSON string, as KQL's parse_json keeps it. */
function dynamic(value: string): string {
  if (value === '' || value === 'null') return '';
  text(value);
  try {
    JSON.parse(value);
    return value;
  } catch {
    return JSON.stringify(value);
  }
}

function time(value: string): string {
  if (value.trim() === '') return '';
  const ticks = importTime(value);
  if (ticks === undefined) throw new BadValue(`no time: ${shown(value)}`);
  return ticks;
}

const limits = { long: [-(2n ** 63n), 2n ** 63n - 1n], int: [-(2n ** 31n), 2n ** 31n - 1n] } as const;

function whole(type: 'long' | 'int', value: string): string {
  if (value === '') return '';
  const digits = /^([+-]?\d+)(?:\.0+)?$/.exec(value)?.[1];
  if (digits === undefined || digits.length > 40) throw new BadValue(`no whole number: ${shown(value)}`);
  if (digits.length < 10) return digits;
  const number = BigInt(digits.replace('+', ''));
  const [least, most] = limits[type];
  if (number < least || number > most) throw new BadValue(`a number too large for ${type}: ${shown(value)}`);
  return String(number);
}

function real(value: string): string {
  const ok = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?|nan|[+-]?inf(?:inity)?)?$/i.test(value);
  if (!ok) throw new BadValue(`no number: ${shown(value)}`);
  return value;
}

function bool(value: string): string {
  if (value === '') return '';
  if (/^(?:true|1)$/i.test(value)) return 'true';
  if (/^(?:false|0)$/i.test(value)) return 'false';
  throw new BadValue(`neither true nor false: ${shown(value)}`);
}

function shown(value: string): string {
  return `“${value.slice(0, 60)}${value.length > 60 ? '…' : ''}”`;
}
