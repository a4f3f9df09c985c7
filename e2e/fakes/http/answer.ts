/** What goes back to a client. */
import type { OutgoingHttpHeaders } from 'node:http';

export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
}

export function json(status: number, value: object, headers: OutgoingHttpHeaders = {}): Answer {
  return rawJson(status, JSON.stringify(value), headers);
}

/** JSON that is written already. */
export function rawJson(status: number, body: string, headers: OutgoingHttpHeaders = {}): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

export function page(status: number, html: string, headers: OutgoingHttpHeaders = {}): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: html };
}

export function redirect(to: string, headers: OutgoingHttpHeaders = {}): Answer {
  return { status: 302, headers: { location: to, ...headers }, body: '' };
}

/** Nothing but a status. */
export function empty(status: number, headers: OutgoingHttpHeaders = {}): Answer {
  return { status, headers, body: '' };
}
