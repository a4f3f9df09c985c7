import 'server-only';
import type { Engine } from '@/lib/engines/engine';
import { kqlDatetime } from '@/lib/kql/quote';
import { initiatorOf, initiatorParentOf, keyOf, type ProcessKey, subjectOf } from './ancestry';
import { longKql, onDevice, toEvents } from './event-rows';
import type { DeviceEvent, ProcessNode } from './model';
import type { AskOptions } from './sweep.server';

const MAX_ANCESTORS = 8;
const MAX_CHILDREN = 50;

/**
 * The processes around an event, eldest first: as far up as the telemetry has the creations, then what the rows
 * themselves tell, then the event's own process and what it started.
 */
export async function readAncestry(engine: Engine, event: DeviceEvent, options: AskOptions): Promise<ProcessNode[]> {
  const subject = event.signal === 'process' ? subjectOf(event, 'subject') : null;
  const [above, below] = await Promise.all([
    climb(engine, event, options),
    children(engine, event.deviceId, keyOf(subject ?? initiatorOf(event, 'initiating')), options),
  ]);
  return [...above, ...(subject ? [subject] : []), ...below.filter((node) => node.eventId !== event.id)];
}

async function climb(engine: Engine, event: DeviceEvent, options: AskOptions): Promise<ProcessNode[]> {
  const nodes: ProcessNode[] = [];
  let from = event;
  for (let level = 0; level < MAX_ANCESTORS; level++) {
    const told = initiatorOf(from, relationAt(level));
    if (!told) break;
    const created = await creationOf(engine, event.deviceId, keyOf(told), options);
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
async function creationOf(
  engine: Engine,
  deviceId: string,
  key: ProcessKey | null,
  options: AskOptions,
): Promise<DeviceEvent | undefined> {
  if (!key) return undefined;
  const kql = `DeviceProcessEvents
| where ${onDevice(deviceId)}
| where ProcessId == ${longKql(key.processId)} and ProcessCreationTime == ${kqlDatetime(key.creationTime)}
| sort by Timestamp asc
| take 1`;
  return toEvents(await engine.query(kql, options), 'process')[0];
}

async function children(engine: Engine, deviceId: string, key: ProcessKey | null, options: AskOptions): Promise<ProcessNode[]> {
  if (!key) return [];
  const kql = `DeviceProcessEvents
| where ${onDevice(deviceId)}
| where InitiatingProcessId == ${longKql(key.processId)} and InitiatingProcessCreationTime == ${kqlDatetime(key.creationTime)}
| sort by Timestamp asc
| take ${MAX_CHILDREN}`;
  return toEvents(await engine.query(kql, options), 'process').map((event) => subjectOf(event, 'child'));
}
