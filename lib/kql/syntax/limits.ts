/** What a text may be before the parser sees it: some small texts keep it busy for minutes. */
import { KqlError } from '../model';
import { position } from './node';

export interface Limits {
  /** Characters. */
  text: number;
  /** Brackets in brackets. */
  depth: number;
  /** Elements of `[…]`, `in (…)`, `has_any (…)`, `has_all (…)` or of a list in no brackets. */
  list: number;
  /** Arguments of a function: `case` takes time that grows with the square. */
  arguments: number;
}

/** For what people write. */
export const defaultLimits: Limits = { text: 64 * 1024, depth: 60, list: 10_000, arguments: 130 };
/** For queries that fuse.ts made of checked hunts, or that carry lists of ours. */
export const fusedLimits: Limits = { ...defaultLimits, text: 4 * 1024 * 1024, list: 100_000 };

// Tokens that may hold brackets as text (comments, strings of every form), then what counts.
const token =
  /\/\/[^\n]*|```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|@'[^']*(?:'|$)|@"[^"]*(?:"|$)|'(?:\\.|[^'\\\n])*(?:'|$)?|"(?:\\.|[^"\\\n])*(?:"|$)?|[()[\]{},;]|[\w~]+|\S/g;
const longList = /^(?:in|in~|has_any|has_all|by)$/;

/** Throws a KqlError where a text passes the limits or defines a function (their bodies are expanded at every call). */
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
