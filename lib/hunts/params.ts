/** The URL state of the hunts page. Browser-safe. */
import { ParamReader, type Parsed } from '@/lib/query/params';
import type { Signal } from '@/lib/tables/tables';
import { type Confidence, confidences, signalSchema } from './model';

/** The columns by which tools can be ordered. */
const toolSorts = ['tool', 'vendor', 'devices', 'events', 'lastSeen', 'hunts'] as const;
export type ToolSort = (typeof toolSorts)[number];

export interface HuntsParams {
  /** Words that must all appear in a hunt or its tool's vendor: name, description, table, techniques, connectors, file, id. */
  q: string;
  signal: Signal[];
  technique: string[];
  confidence: Confidence[];
  /** Tools that were seen in the last 30 days, or that were not; null for both. */
  found: 'yes' | 'no' | null;
  /** Only hunts that are asked alone, without sharing a scan. */
  alone: boolean;
  sort: { key: ToolSort; descending: boolean };
}

export const defaultHuntsParams: HuntsParams = {
  q: '',
  signal: [],
  technique: [],
  confidence: [],
  found: null,
  alone: false,
  sort: { key: 'tool', descending: false },
};

/** The state in a URL; what cannot be read leaves a notice. Never throws. */
export function parseHuntsParams(search: URLSearchParams): Parsed<HuntsParams> {
  const reader = new ParamReader(search);
  const params: HuntsParams = {
    q: reader.one('q', (text) => text.trim(), '', 'nothing is searched for'),
    signal: reader.many('signal', (text) => signalSchema.safeParse(text.toLowerCase()).data),
    technique: reader.many('technique', (text) => text),
    confidence: reader.many('confidence', (text) => confidences.find((known) => known === text.toLowerCase())),
    found: reader.one('found', (text) => ({ yes: 'yes' as const, no: 'no' as const })[text], null, 'every tool is shown'),
    alone: reader.one('alone', (text) => (text === '1' ? true : undefined), false, 'every hunt is shown'),
    sort: reader.one('sort', readSort, defaultHuntsParams.sort, 'tools stand by name'),
  };
  return { params, notices: reader.notices };
}

function readSort(text: string): HuntsParams['sort'] | undefined {
  const descending = text.startsWith('-');
  const key = toolSorts.find((known) => known === (descending ? text.slice(1) : text));
  return key && { key, descending };
}

/** The URL of a state, which `parseHuntsParams` reads back as it was; defaults are left out. */
export function writeHuntsParams({ q, signal, technique, confidence, found, alone, sort }: HuntsParams): URLSearchParams {
  const out = new URLSearchParams();
  if (q !== '') out.set('q', q);
  for (const one of signal) out.append('signal', one);
  for (const one of technique) out.append('technique', one);
  for (const one of confidence) out.append('confidence', one);
  if (found !== null) out.set('found', found);
  if (alone) out.set('alone', '1');
  if (sort.key !== 'tool' || sort.descending) out.set('sort', `${sort.descending ? '-' : ''}${sort.key}`);
  return out;
}
