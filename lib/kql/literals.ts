/** Literals by their text, where the parser's own value is wrong (kusto.ts) or none. */
import { MAX_TICKS, parseTicks } from '@/lib/shared/time';
import type { Node } from './node';
import { clip } from './node';
import { boolValue, longValue, nullValue, realValue, stringValue, ticksValue, type Value, value } from './value';

const day = 864_000_000_000n;
const units: [RegExp, bigint][] = [
  [/^(?:d|days?)$/, day],
  [/^(?:h|hrs?|hours?)$/, day / 24n],
  [/^(?:m|min|minutes?)$/, 600_000_000n],
  [/^(?:s|sec|seconds?)$/, 10_000_000n],
  [/^(?:ms|millis?|milliseconds?)$/, 10_000n],
  [/^(?:micros?|microseconds?)$/, 10n],
  [/^ticks?$/, 1n],
];

/** `long(5)` → `5`, `5` → `5`. */
function inside(text: string): string {
  return (/^\w+\s*\(([\s\S]*)\)$/.exec(text)?.[1] ?? text).trim().replace(/^(['"])(.*)\1$/, '$2');
}

/** Ticks of `1.5h`, `2` (days), `1.02:03:04.5`; undefined when it is no timespan. */
export function parseTimespan(text: string): bigint | undefined {
  const clock = /^(-?)(?:(\d{1,7})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(text);
  if (clock) {
    const [, sign, d = '0', h = '0', m = '0', s = '0', fraction = ''] = clock;
    if (Number(h) > 23 || Number(m) > 59 || Number(s) > 59) return undefined;
    const ticks = ((BigInt(d) * 24n + BigInt(h)) * 60n + BigInt(m)) * 600_000_000n + BigInt(s) * 10_000_000n;
    return (sign ? -1n : 1n) * (ticks + BigInt(fraction.padEnd(7, '0')));
  }
  const amount = /^(-?)(\d{1,9})(?:\.(\d{1,9}))?\s*([a-z]*)$/i.exec(text);
  if (!amount) return undefined;
  const [, sign, whole = '0', fraction = '', unit = ''] = amount;
  const length = unit === '' ? day : units.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
  if (length === undefined) return undefined;
  const ticks = (BigInt(whole + fraction) * length) / 10n ** BigInt(fraction.length);
  return sign ? -ticks : ticks;
}

function wholeNumber(node: Node, type: 'long' | 'int'): Value {
  const text = inside(node.text);
  if (text === 'null') return nullValue(type);
  if (!/^[+-]?(?:\d+|0x[0-9a-f]+)$/i.test(text)) throw unreadable(node, 'a whole number');
  const n = text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text.replace('+', ''));
  const bits = type === 'int' ? 32 : 64;
  if (BigInt.asIntN(bits, n) !== n) throw node.error('range', `“${clip(node.text)}” does not fit a ${type}.`);
  return longValue(type, n);
}

function realNumber(node: Node): Value {
  const text = inside(node.text).toLowerCase();
  if (text === 'null') return nullValue('real');
  const special = { nan: 'nan', '+inf': 'inf', inf: 'inf', '-inf': '-inf' }[text];
  if (special) return value('real', `'${special}'::DOUBLE`, true);
  const n = Number(text);
  if (text === '' || !Number.isFinite(n)) throw unreadable(node, 'a number');
  return realValue(n);
}

function truth(node: Node): Value {
  const text = inside(node.text).toLowerCase();
  if (text === 'null') return nullValue('bool');
  if (text !== 'true' && text !== 'false') throw unreadable(node, 'true or false');
  return boolValue(text === 'true');
}

function instant(node: Node): Value {
  const text = inside(node.text);
  if (text === 'null') return nullValue('datetime');
  const ticks = parseTicks(text);
  if (ticks === undefined || ticks > MAX_TICKS) throw unreadable(node, 'a time such as 2026-03-10T08:00:00Z');
  return ticksValue('datetime', ticks);
}

function timespan(node: Node): Value {
  const text = inside(node.text);
  if (text === 'null') return nullValue('timespan');
  const ticks = parseTimespan(text);
  if (ticks === undefined) throw unreadable(node, 'a timespan such as 5d or 01:30:00');
  return ticksValue('timespan', ticks);
}

const unreadable = (node: Node, what: string) => node.error('literal', `“${clip(node.text)}” is not read as ${what}.`);

/** Literals by the kind of their node. */
export const literals: Record<string, (node: Node) => Value> = {
  StringLiteralExpression: (node) => stringValue(node.stringValue),
  CompoundStringLiteralExpression: (node) => stringValue(node.stringValue),
  LongLiteralExpression: (node) => wholeNumber(node, 'long'),
  IntLiteralExpression: (node) => wholeNumber(node, 'int'),
  RealLiteralExpression: realNumber,
  BooleanLiteralExpression: truth,
  DateTimeLiteralExpression: instant,
  TimespanLiteralExpression: timespan,
};
