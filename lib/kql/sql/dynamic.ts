/** `dynamic(…)` literals, read from their nodes, since the text may hold single quotes and KQL literals, which JSON lacks. */
import { formatTicks } from '@/lib/shared/time';
import type { Node } from '../syntax/node';
import { literals } from './literals';
import { sqlString } from './sql';
import type { Constant, Value } from './value';

interface Json {
  /** JSON text; numbers as written. */
  text: string;
  constant: Constant | undefined;
}

/** The value of a `DynamicExpression`. */
export function dynamicValue(node: Node): Value {
  const { text, constant } = json(node.get('Expression'));
  if (text === 'null') return { sql: 'NULL::JSON', type: 'dynamic', solid: false, constant: null };
  return { sql: `${sqlString(text)}::JSON`, type: 'dynamic', solid: true, constant };
}

function json(node: Node): Json {
  if (node.kind === 'JsonArrayExpression') {
    const parts = node.list('Values').map(json);
    const constants = parts.map((p) => p.constant).filter((c) => c !== undefined);
    return {
      text: `[${parts.map((p) => p.text).join(',')}]`,
      constant: constants.length === parts.length ? constants : undefined,
    };
  }
  if (node.kind === 'JsonObjectExpression') {
    const pairs = node
      .list('Pairs')
      .map((pair) => `${JSON.stringify(pair.get('Name').stringValue)}:${json(pair.get('Value')).text}`);
    return { text: `{${pairs.join(',')}}`, constant: undefined };
  }
  if (node.kind === 'NullLiteralExpression') return { text: 'null', constant: null };
  if (node.kind === 'UnaryMinusExpression') return negated(json(node.get('Expression')), node);
  const literal = literals[node.kind]?.(node);
  if (!literal) throw node.error('unsupported', 'This is not supported inside dynamic().');
  return { text: scalar(literal, node), constant: literal.constant };
}

function negated({ text, constant }: Json, node: Node): Json {
  if (typeof constant !== 'bigint' && typeof constant !== 'number')
    throw node.error('unsupported', 'This is not supported inside dynamic().');
  return { text: text === '0' || text.startsWith('-') ? String(-constant) : `-${text}`, constant: -constant };
}

/** A number as JSON writes it. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function scalar({ type, constant, sql }: Value, node: Node): string {
  // `1.0` is a real: written as 1 it would be a whole number.
  if (type === 'real' && NUMBER.test(node.text)) return node.text;
  if (constant === null) return 'null';
  if (typeof constant === 'string') return JSON.stringify(constant);
  if (type === 'datetime' && typeof constant === 'bigint') return JSON.stringify(formatTicks(constant));
  if (type === 'timespan') throw node.error('unsupported', 'A timespan inside dynamic() is not supported.');
  if (constant === undefined) throw node.error('unsupported', `“${sql}” is not supported inside dynamic().`);
  return String(constant);
}
