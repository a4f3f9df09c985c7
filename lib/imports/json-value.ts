import { isLosslessNumber, parse, stringify } from 'lossless-json';

/**
 * A number that JSON.parse could round or write differently: 16 digits or more, a fraction, an exponent, -0. A match inside a string
 * only costs time; the pattern wants a quote before the colon so that times of day do not match.
 */
const inexact = /(?:"\s*:|[[,])\s*-?(?:\d{16}|\d+[.eE])|(?:"\s*:|[[,])\s*-0/;

/** A JSON text as a value with every number exact. Throws a SyntaxError (or a RangeError, nested too deep). */
export function parseExact(text: string): unknown {
  return inexact.test(text) ? parse(text) : JSON.parse(text);
}

/** A value of a row as text, the way every reader gives values: '' for none, JSON for objects and arrays. */
export function textOfValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (isLosslessNumber(value)) return value.value;
  return typeof value === 'object' ? (stringify(value) ?? '') : String(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}
