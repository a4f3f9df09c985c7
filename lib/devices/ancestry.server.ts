import 'server-only';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { kqlDatetime } from '@/lib/kql/quote';
import { type QueryContext, query } from '@/lib/query/context.server';
import { initiatorOf, initiatorParentOf, keyOf, type ProcessKey, subjectOf } from './ancestry';
import { longKql, onDevice, toEvents } from './event-rows';
import type { DeviceEvent, ProcessNode } from './model';

const TABLE = 'DeviceProcessEvents';
const MAX_ANCESTORS = 8;
const MAX_CHILDREN = 50;

/**
 * The processes around an event, eldest first: its ancestors as far up as the telemetry has their creation, the event's
 * own process, and what that started.
 */
export async function readAncestry(context: QueryContext, plan: SweepPlan, event: DeviceEvent): Promise<ProcessNode[]> {
  const isAsked = !plan.missing.has(TABLE);
  const subject = event.signal === 'process' ? subjectOf(event, 'subject') : null;
  const [above, below] = await Promise.all([
    climb(context, event, isAsked),
    isAsked ? children(context, event.deviceId, keyOf(subject ?? initiatorOf(event, 'initiating'))) : [],
  ]);
  return [...above, ...(subject ? [subject] : []), ...below.filter((node) => node.eventId !== event.id)];
}

async function climb(context: QueryContext, event: DeviceEvent, isAsked: boolean): Promise<ProcessNode[]> {
  const nodes: ProcessNode[] = [];
  let from = event;
  for (let level = 0; level < MAX_ANCESTORS; level++) {
    const told = initiatorOf(from, relationAt(level));
    if (!told) break;
    const created = isAsked ? await creationOf(context, event.deviceId, keyOf(told)) : undefined;
    nodes.unshift(created ? subjectOf(created, relationAt(level)) : told);
    if (!created) {
      const parent = initiatorParentOf(from, relationAt(level + 1));
      if (parent) nodes.unshift(parent);
      break;
    }
    from = created;
  }
  return nodes;
}

const relationAt = (level: number): ProcessNode['relation'] => (level === 0 ? 'initiating' : level === 1 ? 'parent' : 'ancestor');

/** The row that tells of a process's creation. */
async function creationOf(context: QueryContext, deviceId: string, key: ProcessKey | null): Promise<DeviceEvent | undefined> {
  if (!key) return undefined;
  const kql = `${TABLE}
| where ${onDevice(deviceId)}
| where ProcessId == ${longKql(key.processId)} and ProcessCreationTime == ${kqlDatetime(key.creationTime)}
| sort by Timestamp asc
| take 1`;
  return toEvents(await query(context, kql, 'The processes around the event'), 'process')[0];
}

async function children(context: QueryContext, deviceId: string, key: ProcessKey | null): Promise<ProcessNode[]> {
  if (!key) return [];
  const kql = `${TABLE}
| where ${onDevice(deviceId)}
| where InitiatingProcessId == ${longKql(key.processId)} and InitiatingProcessCreationTime == ${kqlDatetime(key.creationTime)}
| sort by Timestamp asc
| take ${MAX_CHILDREN}`;
  return toEvents(await query(context, kql, 'The processes around the event'), 'process').map((event) =>
    subjectOf(event, 'child'),
  );
}
