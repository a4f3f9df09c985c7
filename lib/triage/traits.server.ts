import 'server-only';
import { z } from 'zod';
import { onDevices } from '@/lib/catalogue/sweep-kql';
import type { SweepPlan, TableSweep } from '@/lib/catalogue/sweep-plan';
import { partialNotices, type QueryContext, queryOver } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { readRows, texts } from '@/lib/query/rows';
import { sightingText, type Traits } from './compare';
import { traitsKql, traitsOf } from './traits-kql';

const set = texts.optional().transform((values) => values ?? []);
/** A row of `traitsKql`. A table lacks the traits that it has no column for. */
const traitsRow = z.object({
  DeviceId: z.string(),
  Hunts: z.string(),
  ExcludedBy: z.string().default(''),
  account: set,
  path: set,
  hash: set,
  signer: set,
  remote: set,
  commandLine: set,
});

export interface FoundTraits {
  /** The traits by `sightingText`. Sightings without events are missing. */
  bySighting: Map<string, Traits>;
  /** Why they are not whole. */
  notices: Notice[];
}

/**
 * The traits of sightings over the plan's window: every account, path, hash, remote address and shape of a command line of what
 * exclusions leave. Of all workspaces together: a device keeps its id in each.
 */
export async function askTraits(
  context: QueryContext,
  plan: SweepPlan,
  sightings: { toolSlug: string; deviceId: string }[],
): Promise<FoundTraits> {
  const found: FoundTraits = { bySighting: new Map(), notices: [] };
  const tools = new Set(sightings.map(({ toolSlug }) => toolSlug));
  const where = onDevices(sightings.map(({ deviceId }) => deviceId));
  await Promise.all(
    plan.only(({ toolSlug }) => tools.has(toolSlug)).tables.map((sweep) => askTable(context, plan, sweep, where, found)),
  );
  return found;
}

async function askTable(
  context: QueryContext,
  { window }: SweepPlan,
  sweep: TableSweep,
  where: string | undefined,
  found: FoundTraits,
): Promise<void> {
  const names = traitsOf(sweep.signal);
  const kql = (part: typeof window) =>
    sweep.judged({ window: part, where }, (source) => traitsKql(source, sweep.signal, sweep.judgedBy));
  const what = `${sweep.table}: what verdicts are compared with`;
  const result = await queryOver(context, { window, kql, inPieces: sweep.inPieces }, what);
  found.notices.push(...partialNotices(what, result));
  for (const row of await readRows(result, traitsRow)) {
    for (const toolSlug of new Set(sweep.huntsOf(row.Hunts).map((hunt) => hunt.toolSlug))) {
      if (sweep.takenBy(row.ExcludedBy, toolSlug).length > 0) continue;
      const key = sightingText({ toolSlug, deviceId: row.DeviceId });
      const traits: Traits = found.bySighting.get(key) ?? {};
      found.bySighting.set(key, traits);
      for (const name of names) {
        traits[name] = [...new Set([...(traits[name] ?? []), ...row[name]])];
      }
    }
  }
}
