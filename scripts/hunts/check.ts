import { checkHere } from '@/lib/engines/embedded/translation/translator';
import type { EngineName } from '@/lib/engines/model';
import { HuntError, type HuntFault } from '@/lib/hunts/faults';
import type { Found, HuntFile } from '@/lib/hunts/find.server';
import type { Hunt } from '@/lib/hunts/model';
import type { ParsedHunt } from '@/lib/hunts/parse';
import { duplicate, readHuntFiles } from '@/lib/hunts/read-files.server';
import { cutHunt, type HuntCut } from '@/lib/kql/cut/cut';
import { unlabelled } from '@/lib/kql/cut/fuse';
import { KqlError } from '@/lib/kql/model';
import { signalOfTable } from '@/lib/tables/tables';

export interface Checked {
  hunt: Hunt;
  /** How a sweep runs it, in words. */
  asked: string;
}

interface CheckOptions {
  /** Files of other hunts, whose ids no checked hunt may have. */
  others?: HuntFile[];
  /** The server's own engine: the embedded one refuses hunts that Azure answers. */
  engine: EngineName;
}

/** Reads hunts, parses and cuts their queries as the server does, and reports each fault with its place in the YAML file. */
export async function checkHunts(
  found: Found,
  { others = [], engine }: CheckOptions,
): Promise<{ checked: Checked[]; faults: HuntFault[] }> {
  const read = await readHuntFiles(found.files);
  const given = new Set(found.files.map(({ path }) => path));
  const taken = await idsOf(others.filter(({ path }) => !given.has(path)));
  const checked: Checked[] = [];
  const faults = [...found.faults, ...read.faults];
  for (const parsed of read.hunts) {
    const { id, file } = parsed.hunt;
    const other = taken.get(id);
    if (other !== undefined) faults.push(duplicate(file, parsed, other));
    try {
      checked.push({ hunt: parsed.hunt, asked: askedHow(cut(parsed, engine)) });
    } catch (error) {
      if (!(error instanceof HuntError)) throw error;
      faults.push(...error.faults);
    }
  }
  return { checked: checked.filter(({ hunt }) => !taken.has(hunt.id)), faults };
}

async function idsOf(files: HuntFile[]): Promise<Map<string, string>> {
  return new Map((await readHuntFiles(files)).hunts.map(({ hunt }) => [hunt.id, hunt.file]));
}

function cut({ hunt, queryPlace }: ParsedHunt, engine: EngineName): HuntCut {
  const { file, query, signal } = hunt;
  try {
    const pieces = cutHunt(query);
    if (engine === 'embedded') checkHere(query);
    const other = pieces.table === null ? undefined : signalOfTable.get(pieces.table);
    if (other === undefined || other === signal) return pieces;
    const message = `query reads ${pieces.table}, but by its name or connectors it is a hunt for the ${signal} signal`;
    throw new HuntError([{ file, at: queryPlace(1, 1), message }]);
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    throw new HuntError(error.diagnostics.map(({ line, column, message }) => ({ file, at: queryPlace(line, column), message })));
  }
}

function askedHow(pieces: HuntCut): string {
  const { table, notFusable } = pieces;
  if (table !== null && !signalOfTable.has(table))
    return `not in a sweep, only by itself: it reads ${table}, which is no signal's table`;
  const why = table === null ? 'it reads no single table' : unlabelled(pieces);
  if (why !== null) return `not in a sweep, only by itself: ${why}`;
  const asked = notFusable === null ? 'fused' : `in a sweep, but not fused: ${notFusable}`;
  const lacks = lackOf(pieces);
  return lacks === '' ? asked : `${asked}; its own rows are no sightings: they have no ${lacks}`;
}

/** The columns that lib/sightings needs and that the hunt’s own rows lack. */
function lackOf({ outputs, timeColumn }: HuntCut): string {
  const needs: [string, string | null][] = [
    ['DeviceId', outputs.deviceId],
    [`min(${timeColumn})`, outputs.firstSeen],
    [`max(${timeColumn})`, outputs.lastSeen],
    ['count()', outputs.count],
  ];
  return needs.flatMap(([what, column]) => (column === null ? [what] : [])).join(', ');
}
