/** The URL state of a device's page and of its events. Browser-safe. */
import type { z } from 'zod';
import { signalSchema } from '@/lib/hunts/model';
import { DEFAULT_SINCE, ParamReader, type Parsed, readSince, readWindow, writeSince, writeWindow } from '@/lib/query/params';
import { DEFAULT_LAST, type WindowChoice } from '@/lib/shared/window';

export interface EventsParams {
  window: WindowChoice;
  /** Since when a tool counts as new on the device, as for sightings. */
  since: string;
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
  since: DEFAULT_SINCE,
  tool: null,
  hunt: null,
  reportId: null,
  signal: null,
  matched: false,
  q: '',
};

/** The question to a device's page and to its events. Never throws. */
export function parseEventsParams(search: URLSearchParams): Parsed<EventsParams> {
  const reader = new ParamReader(search);
  const params: EventsParams = {
    window: readWindow(reader, search),
    since: readSince(reader),
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
  writeSince(out, params.since);
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
