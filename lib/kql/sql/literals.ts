/** Literals, read from their text: the parser's own value is missing or wrong for many (kusto.ts). */
import { MAX_TICKS } from '@/lib/shared/time';
import type { Node } from '../syntax/node';
import { clip } from '../syntax/node';
import { parseTimespan } from '../syntax/timespan';
import { ticksOfText } from './functions/datetime-text';
import { boolValue, longValue, nullValue, realValue, stringValue, ticksValue, type Value, value } from './value';

/** `long(5)` → `5`, `5` → `5`. */
function inside(text: string): string {
  return (/^\w+\s*\(([\s\S]*)\)$/.exec(text)?.[1] ?? text).trim().replace(/^(['"])(.*)\1$/, '$2');
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
  const ticks = ticksOfText(text);
  if (ticks === undefined || ticks < 0n || ticks > MAX_TICKS) throw unreadable(node, 'a time such as 2026-03-10T08:00:00Z');
  return ticksValue('datetime', ticks);
}

function timespan(node: Node): Value {
  const text = inside(node.text);
  if (text === 'null') return nullValue('timespan');
  const ticks = parseTimespan(text);
  if (ticks === undefined) throw unreadable(node, 'a timespan such as 5d or 01:30:00');
  return ticksValue('timespan', ticks);
}

const unreadable = (node: Node, what: string) => node.error('literal', `“${clip(node.text)}” cannot be read as ${what}.`);

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
