import 'server-only';
import { readFile } from 'node:fs/promises';
import { toolFacts } from '@/lib/tools/facts.server';
import { knownTools } from '@/lib/tools/known';
import type { ToolOf } from './derive';
import { HuntError, type HuntFault } from './faults';
import { type HuntFile, reason } from './find.server';
import { MAX_HUNT_BYTES, type ParsedHunt, parseHunt } from './parse';

export interface ReadHunts {
  hunts: ParsedHunt[];
  faults: HuntFault[];
}

/** The last good version of each file, by its path, so that a broken edit loses nothing that people see. */
export type KeptHunts = Map<string, { stamp: string; parsed: ParsedHunt }>;

/**
 * Reads hunts. The second file with the same id is a fault. All hunts of a tool spell it as the first one does. A file that has
 * not changed is not read again, and of one that became bad the version in `kept` stays, with a fault that says so.
 */
export async function readHuntFiles(files: HuntFile[], kept: KeptHunts = new Map()): Promise<ReadHunts> {
  const read: ReadHunts = { hunts: [], faults: [] };
  const fileOf = new Map<string, string>();
  const spelling = new Map<string, string>();
  const toolOf = knownTools(await toolFacts());
  const paths = new Set(files.map(({ path }) => path));
  for (const path of kept.keys()) if (!paths.has(path)) kept.delete(path);
  for (const file of files) {
    const { parsed, faults } = await readOne(file, kept, toolOf);
    read.faults.push(...faults);
    if (!parsed) continue;
    const { id, tool, toolSlug } = parsed.hunt;
    const other = fileOf.get(id);
    if (other !== undefined) {
      read.faults.push(duplicate(file.file, parsed, other));
      continue;
    }
    fileOf.set(id, file.file);
    if (!spelling.has(toolSlug)) spelling.set(toolSlug, tool);
    read.hunts.push({ ...parsed, hunt: { ...parsed.hunt, tool: spelling.get(toolSlug) ?? tool } });
  }
  return read;
}

async function readOne(file: HuntFile, kept: KeptHunts, toolOf: ToolOf): Promise<{ parsed?: ParsedHunt; faults: HuntFault[] }> {
  const before = kept.get(file.path);
  if (before?.stamp === file.stamp) return { parsed: before.parsed, faults: [] };
  try {
    const parsed = parseHunt(await textOf(file), file.file, toolOf);
    kept.set(file.path, { stamp: file.stamp, parsed });
    return { parsed, faults: [] };
  } catch (error) {
    const faults = faultsOf(file, error);
    if (!before) return { faults };
    const told = faults.map((fault) => ({
      ...fault,
      message: `${fault.message}; until that is mended its last good version is asked`,
    }));
    return { parsed: before.parsed, faults: told };
  }
}

/** The fault of a hunt whose id another file has. */
export const duplicate = (file: string, { hunt: { id }, idPlace }: ParsedHunt, other: string): HuntFault => ({
  file,
  at: idPlace,
  message: `id ${id} is that of ${other} too; give this hunt its own GUID`,
});

function faultsOf({ file }: HuntFile, error: unknown): HuntFault[] {
  if (error instanceof HuntError) return error.faults;
  return [{ file, message: `cannot be read: ${reason(error)}` }];
}

async function textOf({ path, file, bytes }: HuntFile): Promise<string> {
  const refuse = (message: string) => new HuntError([{ file, message }]);
  if (bytes > MAX_HUNT_BYTES) throw refuse(`is larger than ${MAX_HUNT_BYTES / 1024} KiB`);
  const content = await readFile(path);
  // Windows PowerShell writes UTF-16 with a byte order mark.
  const encoding = content[0] === 0xff && content[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    throw refuse('is not text in UTF-8');
  }
}
