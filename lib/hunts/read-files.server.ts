import 'server-only';
import { readFile } from 'node:fs/promises';
import { HuntError, type HuntFault } from './faults';
import { type HuntFile, reason } from './find.server';
import { MAX_HUNT_BYTES, type ParsedHunt, parseHunt } from './parse';

export interface ReadHunts {
  hunts: ParsedHunt[];
  faults: HuntFault[];
}

/** Reads hunts. The second file with the same id is a fault. All hunts of a tool spell it as the first one does. */
export async function readHuntFiles(files: HuntFile[]): Promise<ReadHunts> {
  const read: ReadHunts = { hunts: [], faults: [] };
  const fileOf = new Map<string, string>();
  const spelling = new Map<string, string>();
  for (const file of files) {
    try {
      const parsed = parseHunt(await textOf(file), file.file);
      const { id, tool, toolSlug } = parsed.hunt;
      const other = fileOf.get(id);
      if (other !== undefined) throw duplicate(file.file, id, other);
      fileOf.set(id, file.file);
      if (!spelling.has(toolSlug)) spelling.set(toolSlug, tool);
      read.hunts.push({ ...parsed, hunt: { ...parsed.hunt, tool: spelling.get(toolSlug) ?? tool } });
    } catch (error) {
      read.faults.push(...faultsOf(file, error));
    }
  }
  return read;
}

const duplicate = (file: string, id: string, other: string) =>
  new HuntError([{ file, message: `id ${id} is that of ${other} too; give this hunt its own GUID` }]);

function faultsOf({ file }: HuntFile, error: unknown): HuntFault[] {
  if (error instanceof HuntError) return error.faults;
  return [{ file, message: `cannot be read: ${reason(error)}` }];
}

async function textOf({ path, file, bytes }: HuntFile): Promise<string> {
  const refuse = (message: string) => new HuntError([{ file, message }]);
  if (bytes > MAX_HUNT_BYTES) throw refuse(`is larger than ${MAX_HUNT_BYTES / 1024} KiB`);
  const content = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw refuse('is not text in UTF-8');
  }
}
