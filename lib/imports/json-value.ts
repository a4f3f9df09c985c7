import { isLosslessNumber, parse, stringify } from 'lossless-json';

/**
 * A number that JSON.parse could round or write otherwise: 16 digits and more, a fraction, an exponent, -0. Found inside a string it
 * only costs time; the quote before the colon keeps clock times from being found.
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
