/**
 * JSON with every digit of its numbers. Azure sends up to 100 MiB, over which lossless-json would hold the event loop for
 * 8 s; one pass over the numbers and JSON.parse take a quarter of that.
 */
import { parse, stringify } from 'lossless-json';

/** A double may not hold them. */
const longNumber = /-?\d[\d.eE+-]{15,}/g;

/**
 * Like JSON.parse, but numbers of 16 characters and more become strings as written. Throws a SyntaxError that may quote the
 * text.
 */
export function parseExactly(text: string): unknown {
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    if (end - at > 15) {
      parts.push(text.slice(copied, at), text.slice(at, end).replace(longNumber, '"$&"'));
      copied = end;
    }
    at = endOfString(text, end);
  }
  return JSON.parse(parts.join('') + text.slice(copied));
}

/** Past the closing quote. By indexOf, since a pattern for strings overflows the stack on one of some megabytes. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close < 0 ? text.length : close + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

/** The same for texts in which numbers and strings must stay apart: numbers become objects with their exact text. */
export const parseLossless = (text: string): unknown => parse(text);

/** JSON text of a value of `parseLossless`, its numbers as they were written. */
export const stringifyLossless = (value: unknown): string => stringify(value) ?? 'null';
