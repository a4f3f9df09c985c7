import 'server-only';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { processWide } from '@/lib/shared/process-wide';
import { parseToolFacts, type ToolFacts } from './model';

const folder = () => path.join(process.cwd(), 'lib', 'tools', 'facts');

/** The facts about every tool, by name, read once. A file that is not as lib/tools/model.ts says is an error. */
export function toolFacts(): Promise<ToolFacts[]> {
  return processWide('tool-facts', () => ({ read: readFacts() })).read;
}

async function readFacts(): Promise<ToolFacts[]> {
  const files = (await readdir(folder())).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(async (file) => parseToolFacts(JSON.parse(await readFile(path.join(folder(), file), 'utf8')))));
}
