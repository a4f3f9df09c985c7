import 'server-only';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import { z } from 'zod';
import { activityAxisSchema, collectedValuesSchema } from '@/lib/catalogue/model';
import { engineNameSchema } from '@/lib/engines/model';
import { binaries, confidences, signalSchema } from '@/lib/hunts/model';
import type { QueryContext } from '@/lib/query/context.server';
import { wallTime } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { randomId, sha256 } from '@/lib/shared/ids';
import { processWide } from '@/lib/shared/process-wide';
import { instantSchema } from '@/lib/shared/time';
import { inSlices, ownTurn } from '@/lib/shared/turns';
import { windowSchema } from '@/lib/shared/window';
import type { SweepResult, SweepSighting } from './sweep-result';

// The last answers to the questions over a rolling window, on the disk: what is known while a server that has just started asks the engine.

/** Changes whenever an answer of before could be read as something else. */
const FORMAT = 1;
/** Sightings of one answer; one with more is not kept. */
const MOST_SIGHTINGS = 20_000;
const MOST_ANSWERS = 8;
/** Milliseconds from keeping an answer to keeping the next one to the same question. */
const PAUSE = 60_000;

const partSchema = collectedValuesSchema.extend({
  signal: signalSchema,
  huntIds: z.array(z.string()),
  firstSeen: instantSchema,
  lastSeen: instantSchema,
  count: z.number(),
  activity: z.array(z.tuple([z.number(), z.number()])),
  earlier: instantSchema.nullable(),
  confidence: z.enum(confidences),
  binary: z.enum(binaries).nullable(),
});
const sightingSchema = z.object({
  tool: z.string(),
  toolSlug: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  parts: z.array(partSchema),
  excludedParts: z.array(partSchema),
  exclusions: z.record(z.string(), z.object({ events: z.number(), lastMatch: instantSchema })),
}) satisfies z.ZodType<SweepSighting>;
const headSchema = z.object({
  engine: engineNameSchema,
  window: windowSchema,
  asOf: instantSchema,
  axis: activityAxisSchema,
  history: z.partialRecord(signalSchema, instantSchema),
});

/** A question over the last `last`, the rights with which it is asked, and the exclusions that it leaves out. */
export interface KeptQuestion {
  last: string;
  scope: string;
  /** The key of the exclusions. */
  taken: string;
  isSample: boolean;
}

/**
 * The question of a context, as answers are kept by it; null where none are kept. Only of files: what Azure tells is told anew to each
 * person, by their own rights.
 */
export async function keptQuestion(
  { engine, identity, exclusions, now }: QueryContext,
  last: string,
): Promise<KeptQuestion | null> {
  if (engine.name !== 'embedded') return null;
  return { last, scope: identity.scope, taken: (await exclusions?.(now))?.key ?? '', isSample: engine.sample() };
}

const lastKept = processWide('kept-answers', () => new Map<string, number>());

const folder = () => path.join(env().DATA_DIR, 'answers');
const nameOf = (question: KeptQuestion) => `${sha256(JSON.stringify([FORMAT, question])).slice(0, 32)}.ndjson.gz`;

/** Keeps an answer, unless it is not whole, too long, or one to the same question was kept a moment ago. */
export async function keepAnswer(question: KeptQuestion, sweep: SweepResult): Promise<void> {
  const name = nameOf(question);
  const at = wallTime();
  if (!sweep.complete || sweep.sightings.length > MOST_SIGHTINGS || at - (lastKept.get(name) ?? -PAUSE) < PAUSE) return;
  lastKept.set(name, at);
  await mkdir(folder(), { recursive: true });
  const unnamed = path.join(folder(), `.${randomId()}`);
  try {
    const file = await open(unnamed, 'wx', 0o600);
    await pipeline(linesOf(sweep), createGzip(), file.createWriteStream());
    await rename(unnamed, path.join(folder(), name));
  } finally {
    await rm(unnamed, { force: true });
  }
  await removeOldest();
}

async function* linesOf({ engine, window, asOf, axis, history, sightings }: SweepResult): AsyncGenerator<string> {
  yield `${JSON.stringify({ engine, window, asOf, axis, history })}\n`;
  for (let at = 0; at < sightings.length; at += 100) {
    await ownTurn();
    yield `${sightings
      .slice(at, at + 100)
      .map((one) => JSON.stringify(one))
      .join('\n')}\n`;
  }
}

async function removeOldest(): Promise<void> {
  const files = (await readdir(folder())).map((name) => path.join(folder(), name));
  const dated = await Promise.all(files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
  for (const { file } of dated.sort((a, b) => b.at - a.at).slice(MOST_ANSWERS)) await rm(file, { force: true });
}

/** The answer that was kept last; undefined where there is none that can be read. */
export async function keptAnswer(question: KeptQuestion): Promise<SweepResult | undefined> {
  try {
    const packed = await readFile(path.join(folder(), nameOf(question)));
    const [head = '', ...lines] = (await promisify(gunzip)(packed)).toString().trimEnd().split('\n');
    const sightings: SweepSighting[] = [];
    await inSlices(lines, (line) => sightings.push(sightingSchema.parse(JSON.parse(line))));
    return { ...headSchema.parse(JSON.parse(head)), sightings, notices: [], complete: true };
  } catch {
    return undefined; // none was kept, or it is damaged: the sweep answers
  }
}
