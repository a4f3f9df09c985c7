/**
 * JSON with every digit of its numbers. Azure sends up to 100 MiB, which lossless-json takes 8 s for and the event loop
 * with it; JSON.parse after one pass over the digits takes 2.
 */
import { parse, stringify } from 'lossless-json';

/** Strings, so that what looks like a number inside one is passed over, and numbers that a double may not hold. */
const stringOrLong = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]{15,}/g;

/** As JSON.parse, but numbers of 16 characters and more are strings as written. Throws a SyntaxError that may quote the text. */
export function parseExactly(text: string): unknown {
  const parts: string[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(stringOrLong)) {
    if (found.startsWith('"')) continue;
    parts.push(text.slice(at, index), '"', found, '"');
    at = index + found.length;
  }
  return JSON.parse(parts.join('') + text.slice(at));
}

/** The same for texts in which numbers and strings must stay apart: numbers are objects whose text is exact. */
export const parseLossless = (text: string): unknown => parse(text);

/** JSON text of a value of `parseLossless`, its numbers as they were written. */
export const stringifyLossless = (value: unknown): string => stringify(value) ?? 'null';
