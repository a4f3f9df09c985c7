/** The URL state of the exclusions page, and of an exclusion that is being written. Browser-safe. */
import { z } from 'zod';
import { ParamReader, type Parsed, readWindow, writeWindow } from '@/lib/query/params';
import { DEFAULT_LAST, type WindowChoice } from '@/lib/shared/window';
import { type Exclusion, exclusionStatus, whereSchema } from './model';

export interface ExclusionsParams {
  window: WindowChoice;
  status: Exclusion['status'] | 'all';
  /** Only these; none: all. */
  ids: string[];
}

const defaults: ExclusionsParams = { window: { last: DEFAULT_LAST }, status: 'all', ids: [] };

/** Never throws. */
export function parseExclusionsParams(search: URLSearchParams): Parsed<ExclusionsParams> {
  const reader = new ParamReader(search);
  const params: ExclusionsParams = {
    window: readWindow(reader, search),
    status: reader.one('status', (text) => exclusionStatus.safeParse(text).data, defaults.status, 'all are shown'),
    ids: reader.many('id', (text) => text),
  };
  return { params, notices: reader.notices };
}

export function writeExclusionsParams(params: Partial<ExclusionsParams>): URLSearchParams {
  const out = new URLSearchParams();
  const { window, status, ids } = { ...defaults, ...params };
  writeWindow(out, window);
  if (status !== 'all') out.set('status', status);
  for (const id of ids) out.append('id', id);
  return out;
}

/** What an exclusion begins with, where it is made from something on the screen. */
const seedSchema = z.object({
  name: z.string().max(120).optional(),
  tool: z.string().max(200).nullable().optional(),
  where: whereSchema.optional(),
  reason: z.string().max(4000).optional(),
});
export type Seed = z.infer<typeof seedSchema>;

/** Servers take addresses of some 16 kB. */
const LONGEST = 12_000;

/** The address of an exclusion that begins with `seed`, previewed over a window. */
export function writeSeed(seed: Seed, window: WindowChoice = defaults.window): URLSearchParams {
  const out = new URLSearchParams();
  writeWindow(out, window);
  out.set('seed', JSON.stringify(seed));
  return out;
}

/** Never throws: what cannot be read begins blank, with a notice. */
export function parseSeed(search: URLSearchParams): Parsed<{ window: WindowChoice; seed: Seed | null }> {
  const reader = new ParamReader(search);
  const window = readWindow(reader, search);
  const text = search.get('seed');
  if (text === null || text === '') return { params: { window, seed: null }, notices: reader.notices };
  const seed = text.length > LONGEST ? undefined : seedSchema.safeParse(parsed(text)).data;
  if (seed === undefined) reader.refuse('seed', text, 'the exclusion begins blank');
  return { params: { window, seed: seed ?? null }, notices: reader.notices };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
