/** An answer to a client, and the ways to make one. */
import type { OutgoingHttpHeaders } from 'node:http';

export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
}

export function json(status: number, value: object, headers: OutgoingHttpHeaders = {}): Answer {
  return rawJson(status, JSON.stringify(value), headers);
}

/** An answer whose body is written as JSON already. */
export function rawJson(status: number, body: string, headers: OutgoingHttpHeaders = {}): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

export function page(status: number, html: string, headers: OutgoingHttpHeaders = {}): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: html };
}

export function redirect(to: string, headers: OutgoingHttpHeaders = {}): Answer {
  return { status: 302, headers: { location: to, ...headers }, body: '' };
}

/** An answer without a body. */
export function empty(status: number, headers: OutgoingHttpHeaders = {}): Answer {
  return { status, headers, body: '' };
}
