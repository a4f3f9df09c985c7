import { z } from 'zod';
import { conditionsOf, namedColumns, whereSchema } from '@/lib/exclusions/model';
import { formatInstant } from '@/lib/shared/format';
import { parseInstant } from '@/lib/shared/time';
import { windowSchema } from '@/lib/shared/window';
import { type VerdictWord, verdictNames } from '@/lib/triage/model';

/** One line of an entry’s detail: the value now, and the value before if it is known. */
export interface DetailLine {
  label: string;
  before?: string;
  after: string;
}

/** The most characters of one value. */
const LONGEST = 300;
const MOST_LISTED = 12;

const verdictChanges = z.array(
  z.object({ tool: z.string(), deviceId: z.string(), workspace: z.string().optional(), from: z.string(), to: z.string() }),
);
const states = z.object({ from: z.record(z.string(), z.unknown()), to: z.record(z.string(), z.unknown()) });
/** Names that only mean something to the server. */
const inner = new Set(['id', 'changeId', 'of']);

/**
 * The detail of an entry as lines: one for each decided sighting, with its verdict before and after, one for each changed value
 * of an exclusion, and one for whatever else there is, by its name. Entries of other versions are read as far as they have the
 * same form.
 */
export function detailLines({ changes, from, to, ...rest }: Record<string, unknown>): DetailLine[] {
  const verdicts = verdictChanges.safeParse(changes);
  const both = states.safeParse({ from, to });
  const others = {
    ...rest,
    ...(!verdicts.success && { changes }),
    ...(!both.success && { from, to }),
  };
  return [
    ...Object.entries(others).flatMap(([name, value]) => lineOf(name, value)),
    ...(both.success ? differing(both.data.from, both.data.to) : []),
    ...(verdicts.success ? verdicts.data.map(verdictLine) : []),
  ];
}

function verdictLine({ tool, deviceId, workspace, from, to }: z.infer<typeof verdictChanges>[number]): DetailLine {
  const where = workspace === undefined ? '' : ` in ${workspace}`;
  return { label: `${tool} on ${deviceId}${where}:`, before: verdictWord(from), after: verdictWord(to) };
}

const verdictWord = (value: string): string => verdictNames[value as VerdictWord] ?? value;

function differing(from: Record<string, unknown>, to: Record<string, unknown>): DetailLine[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((name) => {
    const [before, after] = [said(name, from[name]), said(name, to[name])];
    return before === after ? [] : [{ label: `${labelOf(name)}:`, before, after }];
  });
}

function lineOf(name: string, value: unknown): DetailLine[] {
  if (value === undefined || inner.has(name) || (Array.isArray(value) && value.length === 0)) return [];
  return [{ label: `${labelOf(name)}:`, after: said(name, value) }];
}

/** `expiresAt` → `Expires at`. */
function labelOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function said(name: string, value: unknown): string {
  const text = name === 'where' ? whereWords(value) : name === 'query' ? queryWords(value) : valueWords(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'string') return value;
  const window = windowSchema.safeParse(value);
  if (window.success) return `${window.data.from} – ${window.data.to}`;
  if (!Array.isArray(value)) return JSON.stringify(value);
  const more = value.length > MOST_LISTED ? ` and ${value.length - MOST_LISTED} more` : '';
  return `${value.slice(0, MOST_LISTED).map(valueWords).join(', ')}${more}`;
}

/** The parameters of a question, as they are in an address, in words: `from 2026-03-09 12:00:00 UTC, tool anydesk`. */
function queryWords(value: unknown): string {
  if (typeof value !== 'string' || value === '') return valueWords(value);
  return [...new URLSearchParams(value)]
    .map(([name, given]) => {
      const instant = parseInstant(given);
      return `${name} ${instant === undefined ? given : `${formatInstant(instant, 'UTC', 0)} UTC`}`;
    })
    .join(', ');
}

/** The conditions of an exclusion in words; as JSON if there are groups within groups. */
function whereWords(value: unknown): string {
  const where = whereSchema.safeParse(value);
  if (!where.success) return valueWords(value);
  const between = 'any' in where.data ? ' or ' : ' and ';
  const parts = conditionsOf(where.data).map(({ column, op, value: compared }) => {
    const named: Record<string, string> = namedColumns;
    return op === 'hours' ? `hours ${JSON.stringify(compared)}` : `${named[column] ?? column} ${op} ${valueWords(compared)}`;
  });
  const isNested = !('op' in where.data) && JSON.stringify(where.data).match(/"(?:all|any)":/g)?.length !== 1;
  return isNested ? JSON.stringify(where.data) : parts.join(between);
}
