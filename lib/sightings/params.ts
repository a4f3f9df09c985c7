/**
 * The URL state of the sightings page and of every API that takes the same question. Browser-safe.
 */
import { z } from 'zod';
import { DEFAULT_SINCE, ParamReader, type Parsed, readSince, readWindow, writeSince, writeWindow } from '@/lib/query/params';
import { parseDuration } from '@/lib/shared/time';
import { DEFAULT_LAST, type WindowChoice } from '@/lib/shared/window';
import { type GroupBy, groupNames, type SortKey, sortKeys } from './fields';
import { entriesOf, everyFilter, type FilterValues, filterNames, filters } from './filters';

export interface SightingsParams extends FilterValues {
  window: WindowChoice;
  /** Since when a sighting counts as new: `shift`, a length before the window's end, or an instant. */
  since: string;
  /** Show what exclusions take out too, marked. */
  excluded: boolean;
  sort: { key: SortKey; descending: boolean };
  /** Rows of one group stand together, the groups in their own order. */
  group: GroupBy | null;
}

export const defaultParams: SightingsParams = {
  window: { last: DEFAULT_LAST },
  since: DEFAULT_SINCE,
  excluded: false,
  ...everyFilter((name) => filters[name].kind.initial),
  sort: { key: 'lastSeen', descending: true },
  group: null,
};

function readSort(text: string): SightingsParams['sort'] | undefined {
  const descending = text.startsWith('-');
  const key = z.enum(sortKeys).safeParse(descending ? text.slice(1) : text);
  return key.success ? { key: key.data, descending } : undefined;
}

const readGroup = (text: string) => z.enum(groupNames).safeParse(text).data;

/** Since when, of an older link that says it in `new=12h`. */
function sinceOfNew(search: URLSearchParams): string {
  const since = search.get('new') ?? '';
  return parseDuration(since) ? since : DEFAULT_SINCE;
}

/** The question in a URL. Never throws. */
export function parseSightingsParams(search: URLSearchParams): Parsed<SightingsParams> {
  const reader = new ParamReader(search);
  const values = everyFilter((name) => filters[name].kind.read(reader, name));
  const params: SightingsParams = {
    window: readWindow(reader, search),
    since: readSince(reader, sinceOfNew(search)),
    // A question about one exclusion shows what that takes out.
    excluded: reader.one(
      'excluded',
      (text) => (text === 'show' ? true : undefined),
      values.exclusion !== null,
      'what exclusions take out is not shown',
    ),
    ...values,
    sort: reader.one('sort', readSort, defaultParams.sort, 'the last seen come first'),
    group: reader.one<GroupBy | null>('group', readGroup, null, 'rows are not grouped'),
  };
  return { params, notices: reader.notices };
}

/** The URL of a question, defaults left out; `parseSightingsParams` reads it back as it was. */
export function writeSightingsParams(params: SightingsParams): URLSearchParams {
  const out = new URLSearchParams();
  writeWindow(out, params.window);
  writeSince(out, params.since);
  if (params.excluded) out.set('excluded', 'show');
  for (const name of filterNames) {
    for (const { value, not } of entriesOf(name, params)) out.append(name, not ? `!${value}` : value);
  }
  const { key, descending } = params.sort;
  if (key !== defaultParams.sort.key || descending !== defaultParams.sort.descending)
    out.set('sort', `${descending ? '-' : ''}${key}`);
  if (params.group !== null) out.set('group', params.group);
  return out;
}

/**
 * The query by which the sightings page asks for its rows. The server writes it too, so that the browser fetches the first answer ahead
 * from the very address that the page then asks.
 */
export function askedRows(params: SightingsParams): URLSearchParams {
  const search = writeSightingsParams(params);
  search.set('omit', 'reportIds');
  return search;
}

export const askedTimeline = (params: SightingsParams) => writeSightingsParams({ ...params, sort: defaultParams.sort });

/** Asks for an earlier answer where the present one takes long. */
export function soon(asked: URLSearchParams): URLSearchParams {
  const search = new URLSearchParams(asked);
  search.set('soon', '1');
  return search;
}
