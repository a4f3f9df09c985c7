/**
 * Reading and writing URL state. A parameter that cannot be read falls back to its default and leaves a notice; defaults are
 * not written. Browser-safe.
 */
import { z } from 'zod';
import { SINCE_SHIFT, SINCE_VISIT } from '@/lib/shared/prefs';
import { parseDuration, parseInstant, toTicks } from '@/lib/shared/time';
import { DEFAULT_LAST, type WindowChoice } from '@/lib/shared/window';
import type { Notice } from './model';

const MAX_TEXT = 500;
const MAX_CHOICES = 200;

export interface Parsed<T> {
  params: T;
  notices: Notice[];
}

const shown = (value: string) => `“${value.length > 60 ? `${value.slice(0, 57)}…` : value}”`;

/** Reads URL parameters one by one, and collects a notice for each that it could not read. */
export class ParamReader {
  readonly notices: Notice[] = [];
  constructor(private readonly search: URLSearchParams) {}

  /** The value of a parameter through `read`; its fallback, with a notice, where `read` gives undefined. */
  one<T>(name: string, read: (text: string) => T | undefined, fallback: T, instead: string): T {
    const text = this.search.get(name);
    if (text === null || text === '') return fallback;
    const value = text.length > MAX_TEXT ? undefined : read(text);
    if (value !== undefined) return value;
    this.refuse(name, text, instead);
    return fallback;
  }

  /** Every value of a repeatable parameter; those that `read` refuses leave a notice each. */
  many<T>(name: string, read: (text: string) => T | undefined): T[] {
    const texts = this.search.getAll(name).filter((text) => text !== '');
    if (texts.length > MAX_CHOICES) {
      this.notices.push({
        kind: 'parameter',
        message: `${name}: only the first ${MAX_CHOICES} of ${texts.length} values are used.`,
      });
    }
    return texts.slice(0, MAX_CHOICES).flatMap((text) => {
      const value = text.length > MAX_TEXT ? undefined : read(text);
      if (value === undefined) this.refuse(name, text, 'it is ignored');
      return value === undefined ? [] : [value];
    });
  }

  refuse(name: string, text: string, instead: string): void {
    this.notices.push({ kind: 'parameter', message: `${name}=${shown(text)} is not understood; ${instead}.` });
  }
}

/** The window of `from` and `to` together, else `last`, else the default. */
export function readWindow(reader: ParamReader, search: URLSearchParams): WindowChoice {
  const last = reader.one('last', (t) => (parseDuration(t) ? t : undefined), DEFAULT_LAST, `the last ${DEFAULT_LAST} are shown`);
  const [fromText, toText] = [search.get('from') ?? '', search.get('to') ?? ''];
  if (fromText === '' && toText === '') return { last };
  const [from, to] = [parseInstant(fromText), parseInstant(toText)];
  const instead = `the last ${last} are shown`;
  if (from === undefined) reader.refuse('from', fromText, instead);
  if (to === undefined) reader.refuse('to', toText, instead);
  if (from === undefined || to === undefined) return { last };
  if (toTicks(from) <= toTicks(to)) return { from, to };
  reader.notices.push({ kind: 'parameter', message: `from is after to; ${instead}.` });
  return { last };
}

/** Writes the window; the default one is not written. */
export function writeWindow(out: URLSearchParams, window: WindowChoice): void {
  if ('from' in window) {
    out.set('from', window.from);
    out.set('to', window.to);
  } else if (window.last !== DEFAULT_LAST) {
    out.set('last', window.last);
  }
}

export const DEFAULT_SINCE = SINCE_SHIFT;

/**
 * Since when something counts as new: `shift` (the beginning of the shift in which the window ends), `last-visit`,
 * `handover:` and an id (the instant at which it was published), a length before the window's end such as `8h`, or an instant. It is part of the question; the answer and copied links say the instant, so that everybody
 * sees the same as new.
 */
export function readSince(reader: ParamReader, fallback = DEFAULT_SINCE): string {
  const read = (text: string) =>
    [SINCE_SHIFT, SINCE_VISIT].includes(text) || /^handover:[0-9a-f]{1,64}$/.test(text) || parseDuration(text)
      ? text
      : parseInstant(text);
  return reader.one('since', read, fallback, `“new” is since ${fallback === DEFAULT_SINCE ? 'the last shift' : fallback}`);
}

export function writeSince(out: URLSearchParams, since: string): void {
  if (since !== DEFAULT_SINCE) out.set('since', since);
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;
const limitSchema = z.coerce.number().int().min(1).max(MAX_LIMIT);

/** Paging, and what to leave out. */
export interface PageParams {
  cursor: string | null;
  limit: number;
  omitReportIds: boolean;
  /** It waits only a moment for the present answer, then gives the earlier one. */
  soon: boolean;
}

export function parsePageParams(search: URLSearchParams): Parsed<PageParams> {
  const reader = new ParamReader(search);
  const params: PageParams = {
    cursor: reader.one('cursor', (t) => t, null, 'the first page is shown'),
    limit: reader.one(
      'limit',
      (t) => limitSchema.safeParse(t).data,
      DEFAULT_LIMIT,
      `${DEFAULT_LIMIT} rows a page are shown (1 to ${MAX_LIMIT} is allowed)`,
    ),
    omitReportIds: reader.one('omit', (t) => (t === 'reportIds' ? true : undefined), false, 'nothing is left out'),
    soon: readSoon(reader),
  };
  return { params, notices: reader.notices };
}

/** Whether who asks takes an earlier answer at once, and then asks again for the present one: `soon=1`. */
const readSoon = (reader: ParamReader): boolean =>
  reader.one('soon', (t) => (t === '1' ? true : undefined), false, 'the present answer is waited for');

/** The question itself: what pages and orders its answer is left out. */
export function withoutPaging(search: URLSearchParams): URLSearchParams {
  const question = new URLSearchParams(search);
  for (const name of ['cursor', 'limit', 'omit', 'sort', 'soon']) question.delete(name);
  question.sort();
  return question;
}
