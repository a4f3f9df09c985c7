/**
 * The URL state of the sightings page and of every API that takes the same question. Browser-safe.
 */
import { z } from 'zod';
import { signalSchema } from '@/lib/hunts/model';
import { ParamReader, type Parsed, readWindow, writeWindow } from '@/lib/query/params';
import { parseDuration } from '@/lib/shared/time';
import { DEFAULT_LAST, type WindowChoice } from '@/lib/shared/window';
import { verdictSchema } from '@/lib/triage/model';

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

/** The question in a URL. Never throws. */
export function parseSightingsParams(search: URLSearchParams): Parsed<SightingsParams> {
  const reader = new ParamReader(search);
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
