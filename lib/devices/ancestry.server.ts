import 'server-only';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { kqlDatetime } from '@/lib/kql/quote';
import { type QueryContext, query } from '@/lib/query/context.server';
import { creations } from '@/lib/tables/tables';
import { keyOf, type ProcessKey, subjectOf, toldOf } from './ancestry';
import { longKql, onDevice, toEvents } from './event-rows';
import type { DeviceEvent, ProcessNode } from './model';

const { table, signal } = creations;
const { created, initiating } = creations.processes;
const MAX_ANCESTORS = 8;
const MAX_CHILDREN = 50;

/**
 * The processes around an event, eldest first: its ancestors as far up as the telemetry has their creation, the event's
 * own process, and what that started.
 */
export async function readAncestry(context: QueryContext, plan: SweepPlan, event: DeviceEvent): Promise<ProcessNode[]> {
  const isAsked = !plan.missing.has(table);
  const subject = subjectOf(event, 'subject');
  const [above, below] = await Promise.all([
    climb(context, event, isAsked),
    isAsked ? children(context, event.deviceId, keyOf(subject ?? toldOf(event, 'initiating', 'initiating'))) : [],
  ]);
  return [...above, ...(subject ? [subject] : []), ...below.filter((node) => node.eventId !== event.id)];
}

async function climb(context: QueryContext, event: DeviceEvent, isAsked: boolean): Promise<ProcessNode[]> {
  const nodes: ProcessNode[] = [];
  let from = event;
  for (let level = 0; level < MAX_ANCESTORS; level++) {
    const told = toldOf(from, 'initiating', relationAt(level));
    if (!told) break;
    const found = isAsked ? await creationOf(context, event.deviceId, keyOf(told)) : undefined;
    nodes.unshift((found && subjectOf(found, relationAt(level))) ?? told);
    if (!found) {
      const parent = toldOf(from, 'parent', relationAt(level + 1));
      if (parent) nodes.unshift(parent);
      break;
    }
    from = found;
  }
  return nodes;
}

const relationAt = (level: number): ProcessNode['relation'] => (level === 0 ? 'initiating' : level === 1 ? 'parent' : 'ancestor');

/** The row that tells of a process's creation. */
async function creationOf(context: QueryContext, deviceId: string, key: ProcessKey | null): Promise<DeviceEvent | undefined> {
  if (!key) return undefined;
  const kql = `${table}
| where ${onDevice(deviceId)}
| where ${created.processId} == ${longKql(key.processId)} and ${created.creationTime} == ${kqlDatetime(key.creationTime)}
| sort by Timestamp asc
| take 1`;
  return (await processes(context, kql))[0];
}

async function children(context: QueryContext, deviceId: string, key: ProcessKey | null): Promise<ProcessNode[]> {
  if (!key) return [];
  const kql = `${table}
| where ${onDevice(deviceId)}
| where ${initiating.processId} == ${longKql(key.processId)} and ${initiating.creationTime} == ${kqlDatetime(key.creationTime)}
| sort by Timestamp asc
| take ${MAX_CHILDREN}`;
  return (await processes(context, kql)).flatMap((event) => subjectOf(event, 'child') ?? []);
}

async function processes(context: QueryContext, kql: string): Promise<DeviceEvent[]> {
  return toEvents(await query(context, kql, 'The processes around the event'), signal);
}
