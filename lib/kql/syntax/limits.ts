/** Limits on a text before it is parsed, since some small texts keep the parser busy for minutes. */
import { KqlError } from '../model';
import { position } from './node';

export interface Limits {
  /** Characters. */
  text: number;
  /** How deep brackets may nest. */
  depth: number;
  /** Elements of `[…]`, `in (…)`, `has_any (…)`, `has_all (…)`, or of a list without brackets. */
  list: number;
  /** Arguments of a function. The parser's time for `case` grows with their square. */
  arguments: number;
}

/** For queries that people write. */
export const defaultLimits: Limits = { text: 64 * 1024, depth: 60, list: 10_000, arguments: 130 };
/** For queries that we make: hunts fused into one, or long lists of values. */
export const fusedLimits: Limits = { ...defaultLimits, text: 4 * 1024 * 1024, list: 100_000 };

// First the tokens that may hold brackets as text (comments and strings of every form), then those that count.
const token =
  /\/\/[^\n]*|```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|@'[^']*(?:'|$)|@"[^"]*(?:"|$)|'(?:\\.|[^'\\\n])*(?:'|$)?|"(?:\\.|[^"\\\n])*(?:"|$)?|[()[\]{},;]|[\w~]+|\S/g;
const longList = /^(?:in|in~|has_any|has_all|by)$/;

/** Throws a KqlError where a text exceeds a limit or defines a function, since the parser expands its body at every call. */
export function checkLimits(text: string, limits: Limits): void {
  if (text.length > limits.text) throw tooMuch(text, limits.text, `longer than ${limits.text} characters`);
  const open: { commas: number; limit: number }[] = [{ commas: 0, limit: limits.list }];
  let before = '';
  for (const { 0: word, index } of text.matchAll(token)) {
    const top = open[open.length - 1] ?? { commas: 0, limit: limits.list };
    if (word === '(' || word === '[' || word === '{') {
      if (word === '{' && before === ')')
        throw error(text, index, 'function', 'Functions defined in the query are not supported.');
      const isCall = word === '(' && /^\w+$/.test(before) && !longList.test(before);
      open.push({ commas: 0, limit: isCall ? limits.arguments : limits.list });
      if (open.length - 1 > limits.depth) throw tooMuch(text, index, `nested more than ${limits.depth} brackets deep`);
    } else if (word === ')' || word === ']' || word === '}') {
      if (open.length > 1) open.pop();
    } else if (word === ',' && ++top.commas >= top.limit) {
      throw tooMuch(text, index, `a list of more than ${top.limit} elements`);
    } else if (word === ';') {
      top.commas = 0;
    }
    if (!word.startsWith('//')) before = word;
  }
}

const error = (text: string, at: number, code: string, message: string) =>
  new KqlError([{ code, message, ...position(text, at) }]);

const tooMuch = (text: string, at: number, what: string) => error(text, at, 'limit', `The query is ${what}.`);
