/** From rows by device to what a tool's page lists. Pure. */
import type { ToolFacts } from '@/lib/tools/model';
import { hostOf, isVendors, unusualOf } from '@/lib/tools/usual';
import type { Program, Relay, ToolProfile } from './model';

/** The most entries of a list: more helps nobody on a screen. The total is given. */
const MOST = 200;

interface Counted {
  DeviceId: string;
  Count: number;
}

function listed<T>(rows: T[], order: (a: T, b: T) => number): { rows: T[]; total: number } {
  return { rows: rows.sort(order).slice(0, MOST), total: rows.length };
}

/** Unusual programs first, then those on most devices. Names that differ only in case count as one. */
export function programsOf(
  rows: (Counted & { FileName: string; FolderPath: string })[],
  facts: ToolFacts | null,
): ToolProfile['programs'] {
  const found = new Map<string, { program: Program; devices: Set<string> }>();
  for (const { FileName: fileName, FolderPath: folderPath, DeviceId, Count } of rows) {
    const key = `${fileName}\n${folderPath}`.toLowerCase();
    const unusual = facts && unusualOf(facts, { fileName, folderPath });
    const entry = found.get(key) ?? { program: { fileName, folderPath, devices: 0, events: 0, unusual }, devices: new Set() };
    found.set(key, entry);
    entry.program.events += Count;
    entry.devices.add(DeviceId);
  }
  const programs = [...found.values()].map(({ program, devices }) => ({ ...program, devices: devices.size }));
  const doubts = ({ unusual }: Program) => unusual?.length ?? 0;
  return listed(programs, (a, b) => doubts(b) - doubts(a) || b.devices - a.devices || b.events - a.events);
}

type Ends = (Counted & { RemoteUrl: string; RemoteIP: string })[];

/** Relays that are not the vendor’s first, then those with most devices. */
export function relaysOf(matched: Ends, byPrograms: Ends, facts: ToolFacts | null): ToolProfile['relays'] {
  const found = new Map<string, { relay: Relay; devices: Set<string> }>();
  const add = (rows: Ends, what: 'matched' | 'byPrograms') => {
    for (const { RemoteUrl, RemoteIP, DeviceId, Count } of rows) {
      const host = hostOf(RemoteUrl);
      const address = host || RemoteIP;
      if (address === '') continue;
      const isVendor = facts && host !== '' ? isVendors(facts, host) : null;
      const relay: Relay = { address, devices: 0, matched: 0, byPrograms: 0, isVendors: isVendor };
      const entry = found.get(address) ?? { relay, devices: new Set() };
      found.set(address, entry);
      entry.relay[what] += Count;
      entry.devices.add(DeviceId);
    }
  };
  add(matched, 'matched');
  add(byPrograms, 'byPrograms');
  const relays = [...found.values()].map(({ relay, devices }) => ({ ...relay, devices: devices.size }));
  const isForeign = ({ isVendors: is }: Relay) => Number(is === false);
  return listed(relays, (a, b) => isForeign(b) - isForeign(a) || b.devices - a.devices || (a.address < b.address ? -1 : 1));
}
