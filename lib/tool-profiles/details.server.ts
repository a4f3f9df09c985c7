import 'server-only';
import { z } from 'zod';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { Asked } from '@/lib/engines/asked';
import { partialNotices, type QueryContext, query } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { count, readRows } from '@/lib/query/rows';
import { Fault, messageOf } from '@/lib/shared/errors';
import { DEVICES, isOptional, tableNames, tableOfSignal } from '@/lib/tables/tables';
import type { ToolFacts } from '@/lib/tools/model';
import { programsOf, relaysOf } from './gather';
import { devicesKql, matchedEndsAsked, programsAsked, programsEndsKql } from './kql';
import type { ToolProfile } from './model';

const text = z
  .string()
  .nullable()
  .transform((value) => value ?? '');
const deviceRow = z.object({ DeviceId: z.string(), Count: count });
const judged = deviceRow.extend({ ExcludedBy: z.string().default('') });
const programRow = judged.extend({ FileName: text, FolderPath: text });
const endRow = judged.extend({ RemoteUrl: text, RemoteIP: text });

interface Details extends Pick<ToolProfile, 'programs' | 'relays' | 'estate'> {
  notices: Notice[];
}

/** What the sweep does not know of a tool. A part that cannot be asked is a notice, and empty. */
export async function askDetails(
  context: QueryContext,
  plan: SweepPlan,
  { slug, facts, device }: { slug: string; facts: ToolFacts | null; device: string | null },
): Promise<Details> {
  const notices: Notice[] = [];
  const own = plan.only(({ toolSlug }) => toolSlug === slug);
  const ask = async <S extends z.ZodObject>(what: string, kql: Asked, shape: S): Promise<z.infer<S>[]> => {
    try {
      const result = await query(context, kql, what);
      notices.push(...partialNotices(what, result));
      return await readRows(result, shape);
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'cancelled' || error.kind === 'unauthenticated') throw error;
      notices.push({ kind: 'partial', message: `${what} could not be asked: ${messageOf(error)}` });
      return [];
    }
  };
  const kept = async <S extends z.ZodObject<typeof judged.shape>>(what: string, asked: Asked | undefined, shape: S) => {
    if (asked === undefined) return [];
    const rows = await ask(what, asked, shape);
    return rows.filter(({ ExcludedBy }) => plan.takenBy(ExcludedBy, slug).length === 0);
  };
  const onTable = (table: string, kql: typeof programsAsked) => {
    const sweep = own.table(table);
    return sweep && kql(sweep, device);
  };
  const network = tableOfSignal.network;
  const files = facts?.files ?? [];
  const hasEnds = files.length > 0 && !plan.missing.has(network);
  const [programs, matched, byPrograms, estate] = await Promise.all([
    kept('The programs', onTable(tableOfSignal.process, programsAsked), programRow),
    kept('The relays', onTable(network, matchedEndsAsked), endRow),
    kept('Connections by its programs', hasEnds ? programsEndsKql(plan, files, device) : undefined, endRow),
    device === null
      ? askEstate(plan, (table) => ask(`The devices of ${table}`, devicesKql(table, plan.window), deviceRow))
      : null,
  ]);
  return { programs: programsOf(programs, facts), relays: relaysOf(matched, byPrograms, facts), estate, notices };
}

/** How many devices there are. DeviceInfo tells of every device that reports; without it, those with events count. */
async function askEstate(
  plan: SweepPlan,
  devicesOf: (table: string) => Promise<{ DeviceId: string }[]>,
): Promise<ToolProfile['estate']> {
  const informed = plan.missing.has(DEVICES) ? 0 : (await devicesOf(DEVICES)).length;
  if (informed > 0) return { devices: informed, by: 'DeviceInfo' };
  const tables = tableNames.filter((table) => table !== DEVICES && !plan.missing.has(table) && !isOptional(table));
  const found = await Promise.all(tables.map(devicesOf));
  const devices = new Set(found.flat().map(({ DeviceId }) => DeviceId)).size;
  return devices === 0 ? null : { devices, by: 'events' };
}
