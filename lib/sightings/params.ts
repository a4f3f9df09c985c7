/**
 * The URL state of the sightings page and of every API that takes the same question. A parameter that cannot be read
 * falls back to its default and leaves a notice; defaults are not written. Browser-safe.
 */
import { z } from 'zod';
import { signalSchema } from '@/lib/hunts/model';
import { DEFAULT_SHIFT } from '@/lib/shared/prefs';
import { parseDuration, parseInstant, toTicks } from '@/lib/shared/time';
import { DEFAULT_LAST, type WindowChoice } from '@/lib/shared/window';
import { verdictSchema } from '@/lib/triage/model';
import type { Notice } from './model';

export const sortKeys = ['tool', 'device', 'firstSeen', 'lastSeen', 'count', 'accounts'] as const;
export type SortKey = (typeof sortKeys)[number];

/** A value to keep or, with `not`, to leave out. Written `anydesk` or `!anydesk`. */
export interface Choice {
  value: string;
  not: boolean;
}

export interface SightingsParams {
  window: WindowChoice;
  /** Names or slugs, any case. */
  tool: Choice[];
  signal: z.infer<typeof signalSchema>[];
  /** A hunt's id: rows are then those of the hunt's own text. */
  hunt: string | null;
  /** Words that must all appear in the tool, the device's name or id, or an account; any case. */
  q: string;
  /** Device ids or names, any case. */
  device: Choice[];
  account: Choice[];
  /** Names of workspaces, any case. */
  workspace: Choice[];
  verdict: z.infer<typeof verdictSchema>[];
  /** Only sightings first seen within this long before the window's end, e.g. `12h`. */
  new: string | null;
  sort: { key: SortKey; descending: boolean };
}

export const defaultParams: SightingsParams = {
  window: { last: DEFAULT_LAST },
  tool: [],
  signal: [],
  hunt: null,
  q: '',
  device: [],
  account: [],
  workspace: [],
  verdict: [],
  new: null,
  sort: { key: 'lastSeen', descending: true },
};

const MAX_TEXT = 500;
const MAX_CHOICES = 200;

export interface Parsed<T> {
  params: T;
  notices: Notice[];
}

const shown = (value: string) => `“${value.length > 60 ? `${value.slice(0, 57)}…` : value}”`;

/** Collects what could not be read while the rest is. */
class Reader {
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

const choice = (text: string): Choice | undefined => {
  const not = text.startsWith('!');
  const value = not ? text.slice(1) : text;
  return value === '' ? undefined : { value, not };
};

function readSort(text: string): SightingsParams['sort'] | undefined {
  const descending = text.startsWith('-');
  const key = z.enum(sortKeys).safeParse(descending ? text.slice(1) : text);
  return key.success ? { key: key.data, descending } : undefined;
}

/** The window of `from` and `to` together, else `last`, else the default. */
function readWindow(reader: Reader, search: URLSearchParams): WindowChoice {
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

/** The question in a URL. Never throws. */
export function parseSightingsParams(search: URLSearchParams): Parsed<SightingsParams> {
  const reader = new Reader(search);
  const params: SightingsParams = {
    window: readWindow(reader, search),
    tool: reader.many('tool', choice),
    signal: reader.many('signal', (t) => signalSchema.safeParse(t.toLowerCase()).data),
    hunt: reader.one('hunt', (t) => t, null, 'no hunt is chosen'),
    q: reader.one('q', (t) => t.trim(), '', 'nothing is searched for'),
    device: reader.many('device', choice),
    account: reader.many('account', choice),
    workspace: reader.many('workspace', choice),
    verdict: reader.many('verdict', (t) => verdictSchema.safeParse(t.toLowerCase()).data),
    new: reader.one('new', (t) => (parseDuration(t) ? t : undefined), null, 'old sightings are shown too'),
    sort: reader.one('sort', readSort, defaultParams.sort, 'the last seen come first'),
  };
  return { params, notices: reader.notices };
}

/** The URL of a question, defaults left out; `parseSightingsParams` reads it back as it was. */
export function writeSightingsParams(params: SightingsParams): URLSearchParams {
  const out = new URLSearchParams();
  writeWindow(out, params.window);
  for (const { value, not } of params.tool) out.append('tool', not ? `!${value}` : value);
  for (const signal of params.signal) out.append('signal', signal);
  if (params.hunt !== null) out.set('hunt', params.hunt);
  if (params.q !== '') out.set('q', params.q);
  for (const { value, not } of params.device) out.append('device', not ? `!${value}` : value);
  for (const { value, not } of params.account) out.append('account', not ? `!${value}` : value);
  for (const { value, not } of params.workspace) out.append('workspace', not ? `!${value}` : value);
  for (const verdict of params.verdict) out.append('verdict', verdict);
  if (params.new !== null) out.set('new', params.new);
  const { key, descending } = params.sort;
  if (key !== defaultParams.sort.key || descending !== defaultParams.sort.descending)
    out.set('sort', `${descending ? '-' : ''}${key}`);
  return out;
}

function writeWindow(out: URLSearchParams, window: WindowChoice): void {
  if ('from' in window) {
    out.set('from', window.from);
    out.set('to', window.to);
  } else if (window.last !== DEFAULT_LAST) {
    out.set('last', window.last);
  }
}

export interface EventsParams {
  window: WindowChoice;
  tool: string | null;
  hunt: string | null;
  reportId: string | null;
  signal: z.infer<typeof signalSchema> | null;
  /** Only events that some hunt matches; otherwise every row of the device in the window. */
  matched: boolean;
  /** Words that all stand in the event's texts, ports or process ids; '' for none. */
  q: string;
}

export const defaultEventsParams: EventsParams = {
  window: { last: DEFAULT_LAST },
  tool: null,
  hunt: null,
  reportId: null,
  signal: null,
  matched: false,
  q: '',
};

/** The question to a device's page and to its events. Never throws. */
export function parseEventsParams(search: URLSearchParams): Parsed<EventsParams> {
  const reader = new Reader(search);
  const params: EventsParams = {
    window: readWindow(reader, search),
    tool: reader.one('tool', (t) => t, null, 'every tool is shown'),
    hunt: reader.one('hunt', (t) => t, null, 'every hunt is shown'),
    reportId: reader.one('reportId', (t) => (/^-?\d{1,19}$/.test(t) ? t : undefined), null, 'every ReportId is shown'),
    signal: reader.one('signal', (t) => signalSchema.safeParse(t.toLowerCase()).data, null, 'every signal is shown'),
    matched: reader.one('matched', (t) => ({ '0': false, '1': true })[t], false, 'every event is shown'),
    q: reader.one('q', (t) => (isSearch(t) ? t.trim() : undefined), '', `nothing is searched for (at most ${MAX_WORDS} words)`),
  };
  return { params, notices: reader.notices };
}

/** The URL of a device's page or of its events, defaults left out. */
export function writeEventsParams(params: EventsParams): URLSearchParams {
  const out = new URLSearchParams();
  writeWindow(out, params.window);
  if (params.tool !== null) out.set('tool', params.tool);
  if (params.hunt !== null) out.set('hunt', params.hunt);
  if (params.reportId !== null) out.set('reportId', params.reportId);
  if (params.signal !== null) out.set('signal', params.signal);
  if (params.matched) out.set('matched', '1');
  if (params.q !== '') out.set('q', params.q);
  return out;
}

const MAX_SEARCH = 500;
/** Each is one more pipe of the query. */
const MAX_WORDS = 10;
const isSearch = (text: string) => text.length <= MAX_SEARCH && text.trim().split(/\s+/).length <= MAX_WORDS;

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** Paging, and what to leave out. */
export interface PageParams {
  cursor: string | null;
  limit: number;
  omitReportIds: boolean;
  /** The shift's length: what “new” means where the question does not say `new`. */
  shift: string;
}

export function parsePageParams(search: URLSearchParams): Parsed<PageParams> {
  const reader = new Reader(search);
  const limit = z.coerce.number().int().min(1).max(MAX_LIMIT);
  const params: PageParams = {
    cursor: reader.one('cursor', (t) => t, null, 'the first page is shown'),
    limit: reader.one(
      'limit',
      (t) => limit.safeParse(t).data,
      DEFAULT_LIMIT,
      `${DEFAULT_LIMIT} rows a page are shown (1 to ${MAX_LIMIT} is allowed)`,
    ),
    shift: reader.one('shift', (t) => (parseDuration(t) ? t : undefined), DEFAULT_SHIFT, `a shift is ${DEFAULT_SHIFT}`),
    omitReportIds: reader.one('omit', (t) => (t === 'reportIds' ? true : undefined), false, 'nothing is left out'),
  };
  return { params, notices: reader.notices };
}
