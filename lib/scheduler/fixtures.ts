/** An engine made of answers for the tests beside: each UTC day has as many events as its number, at 06:00. */
import type { CompiledCatalogue } from '@/lib/catalogue/compiled';
import { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { Engine, QueryResult } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { aHunt } from '@/lib/hunts/fixtures';
import { cutHunt } from '@/lib/kql/cut/cut';
import type { QueryContext } from '@/lib/query/context.server';
import type { Window } from '@/lib/shared/window';
import type { Keeping } from './keep-history.server';

export const NOW = '2026-03-10T12:00:00.0000000Z';
const text = `DeviceProcessEvents | where Timestamp between (ago(5d) .. now()) | where DeviceName has "x" | summarize count() by DeviceId`;
const compiled: CompiledCatalogue = {
  revision: 1,
  hunts: [{ hunt: aHunt('AnyDesk', 'process', 'h'), cut: cutHunt(text) }],
  refused: [],
  outdated: [],
  fileFaults: [],
  toolSlugs: new Set(['anydesk']),
};

/** How many events a day has. */
export const eventsOn = (day: string) => Number(day.slice(8, 10));

/** A day's row as the KQL of a sweep for the history gets it. */
export function answerTo(kql: string): QueryResult {
  const spans = [...kql.matchAll(/between \(datetime\(([^)]+)\) \.\. datetime\(([^)]+)\)\)/g)];
  const covers = (span: RegExpMatchArray | undefined, time: string) =>
    span?.[1] !== undefined && span[2] !== undefined && span[1] <= time && time <= span[2];
  const day = spans[0]?.[1]?.slice(0, 10) ?? '';
  const time = `${day}T06:00:00.0000000Z`;
  const settled = kql.includes('Settled') && covers(spans.at(-1), time) ? eventsOn(day) : 0;
  const names = ['DeviceId', 'Hunts', 'Day', 'FirstSeen', 'LastSeen', 'Count', 'Settled'];
  const row = ['d1', 'h0anydesk,', `${day}T00:00:00.0000000Z`, time, time, `${eventsOn(day)}`, `${settled}`];
  const columns = names.map((name) => ({ name, type: 'string' as const }));
  return { columns, rows: covers(spans[0], time) ? [row] : [], partial: [], cut: false };
}

/** Keeping a history of that engine; `query` answers instead of it, and `version` is that of its telemetry. */
export function aKeeping(
  given: Partial<Keeping> & { query?: (kql: string) => Promise<QueryResult>; version?: () => string; now?: () => string } = {},
): Keeping {
  const { query = async (kql) => answerTo(kql), version = () => '1', now = () => NOW, ...rest } = given;
  const engine: Engine = {
    name: 'log-analytics',
    retention: null,
    freshFor: null,
    version,
    sample: () => false,
    check: () => undefined,
    tables: async () => [],
    coverage: async () => ({
      tables: ['DeviceProcessEvents', 'DeviceNetworkEvents', 'DeviceFileCertificateInfo'].map((name) => ({
        name,
        present: name === 'DeviceProcessEvents',
        timeColumn: 'Timestamp',
      })),
      workspaces: [],
      notices: [],
    }),
    query,
  };
  const principal = { kind: 'system', name: 'the history', scope: 'local' } as const;
  return {
    leader: 'a test',
    every: 3_600_000,
    lookEvery: 10,
    clock: () => Date.UTC(2026, 2, 10, 12),
    open: (signal): QueryContext => ({ principal, engine, identity: localIdentity, now: now(), signal }),
    planOf: async ({ engine }, window: Window) =>
      new SweepPlan({ compiled, coverage: await engine.coverage({ now: NOW, identity: localIdentity }), window, askedOf: [] }),
    ...rest,
  };
}
