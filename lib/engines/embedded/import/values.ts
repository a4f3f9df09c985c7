import type { KqlType } from '@/lib/engines/model';
import { NUL } from './text';
import { importTime } from './times';

/** A value as the raw table holds it: text that SQL casts without loss ('' for none), or why the row cannot be taken. */
export type Converted = { text: string; display?: boolean } | { fault: string };

const none = { text: '' };

/** Reads a value of a column's type. A value is never changed to fit: one that is not of the type is a fault. */
export function convert(type: KqlType, value: string): Converted {
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

function text(value: string): Converted {
  return value.includes(NUL) ? { fault: 'a NUL character or bytes that are not text' } : { text: value };
}

/** JSON text. What is no JSON is kept as a JSON string, as KQL's parse_json keeps it. */
function dynamic(value: string): Converted {
  if (value === '' || value === 'null') return none;
  if (value.includes(NUL)) return text(value);
  try {
    JSON.parse(value);
    return { text: value };
  } catch {
    return { text: JSON.stringify(value) };
  }
}

function time(value: string): Converted {
  if (value.trim() === '') return none;
  const found = importTime(value);
  return found ? { text: found.ticks, display: found.display } : { fault: `no time: ${shown(value)}` };
}

const limits = { long: [-(2n ** 63n), 2n ** 63n - 1n], int: [-(2n ** 31n), 2n ** 31n - 1n] } as const;

function whole(type: 'long' | 'int', value: string): Converted {
  if (value === '') return none;
  const digits = /^([+-]?\d+)(?:\.0+)?$/.exec(value)?.[1];
  if (digits === undefined || digits.length > 40) return { fault: `no whole number: ${shown(value)}` };
  if (digits.length < 10) return { text: digits };
  const number = BigInt(digits.replace('+', ''));
  const [least, most] = limits[type];
  return number < least || number > most
    ? { fault: `a number too large for ${type}: ${shown(value)}` }
    : { text: String(number) };
}

function real(value: string): Converted {
  if (value === '') return none;
  const ok = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(value) || /^(?:nan|[+-]?inf(?:inity)?)$/i.test(value);
  return ok ? { text: value } : { fault: `no number: ${shown(value)}` };
}

function bool(value: string): Converted {
  if (value === '') return none;
  if (/^(?:true|1)$/i.test(value)) return { text: 'true' };
  return /^(?:false|0)$/i.test(value) ? { text: 'false' } : { fault: `neither true nor false: ${shown(value)}` };
}

function shown(value: string): string {
  return `“${value.slice(0, 60)}${value.length > 60 ? '…' : ''}”`;
}
