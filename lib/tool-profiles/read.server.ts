import 'server-only';
import type { HuntSummary } from '@/lib/catalogue/model';
import { huntSummaries } from '@/lib/catalogue/read.server';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { everOf } from '@/lib/history/ever';
import { historyOrNotice } from '@/lib/history/read.server';
import { slugOf } from '@/lib/hunts/model';
import { openQuery } from '@/lib/query/context.server';
import { Fault } from '@/lib/shared/errors';
import { resolveSince } from '@/lib/shifts/since.server';
import { lookbackFrom } from '@/lib/sightings/history';
import { defaultParams } from '@/lib/sightings/params';
import { type Selected, select } from '@/lib/sightings/select';
import { cachedSweep } from '@/lib/sightings/sweep-cache.server';
import { signals } from '@/lib/tables/tables';
import { toolFacts } from '@/lib/tools/facts.server';
import { knownTools } from '@/lib/tools/known';
import type { ToolFacts } from '@/lib/tools/model';
import { askDetails } from './details.server';
import type { ToolProfile, ToolSummary, ToolsPage } from './model';
import { parseToolParams } from './params';

/** `GET /api/tools`: every tool that hunts look for or facts tell of, with what the window's sightings say of it. Needs a session. */
export async function readTools(search: URLSearchParams, signal?: AbortSignal): Promise<ToolsPage> {
  const context = await openQuery(signal, { subject: 'tools', search, isShared: true });
  const { params, notices } = parseToolParams(search);
  const [{ sweep, plan }, facts] = await Promise.all([cachedSweep(context, params.window, null), toolFacts()]);
  const since = await resolveSince(context.principal, params.since, sweep.window.to, context.now);
  const { rows } = select(sweep, { ...defaultParams, since: since.since });
  const bySlug = byTool(rows);
  const hunts = byTool(huntSummaries(plan));
  const vendors = new Map(facts.map(({ slug, vendor }) => [slug, vendor]));
  const names = new Map([
    ...facts.map(({ slug, name }): [string, string] => [slug, name]),
    ...[...hunts].map(([slug, [hunt]]): [string, string] => [slug, hunt?.tool ?? slug]),
  ]);
  const tools = [...names].map(
    ([slug, tool]): ToolSummary => ({
      tool,
      slug,
      vendor: vendors.get(slug) ?? null,
      hunts: hunts.get(slug)?.length ?? 0,
      seen: seenOf(bySlug.get(slug) ?? []),
    }),
  );
  const { window, engine, asOf } = sweep;
  const byName = (a: ToolSummary, b: ToolSummary) => a.tool.localeCompare(b.tool, 'en') || (a.slug < b.slug ? -1 : 1);
  return {
    window,
    engine,
    asOf,
    notices: [...notices, ...since.notices, ...sweep.notices],
    tools: tools.sort(byName),
    took: sweep.took ?? [],
  };
}

/**
 * `GET /api/tools/{slug}`: what is known of a tool, its hunts, and what the window says of it; exclusions hold. Needs a session; a
 * slug that neither hunts nor facts name is a Fault `not-found`.
 */
export async function readTool(slugText: string, search: URLSearchParams, signal?: AbortSignal): Promise<ToolProfile> {
  const asked = slugOf(slugText);
  const context = await openQuery(signal, { subject: `tool ${asked}`, search });
  const { params, notices } = parseToolParams(search);
  const [{ sweep, plan }, allFacts] = await Promise.all([cachedSweep(context, params.window, null), toolFacts()]);
  const { slug, facts, hunts } = findTool(asked, plan, allFacts);
  const own = sweep.sightings.filter(
    ({ toolSlug, deviceId }) => toolSlug === slug && (params.device === null || deviceId === params.device),
  );
  const since = await resolveSince(context.principal, params.since, sweep.window.to, context.now);
  const { rows } = select({ ...sweep, sightings: own }, { ...defaultParams, since: since.since });
  const { history, notices: unknown } = await historyOrNotice(context.engine);
  const held = params.device === null ? history.anywhere(slug) : history.onDevice(slug, params.device);
  const firstEver = [held?.firstSeen, ...rows.map((row) => row.firstEver)].flatMap((at) => at ?? []).sort()[0];
  const details = await askDetails({ ...context, now: sweep.asOf }, plan, { slug, facts, device: params.device });
  const devices = new Set(rows.map(({ deviceId }) => deviceId)).size;
  // DeviceInfo of an export may tell of a few devices only.
  const estate = details.estate && details.estate.devices >= devices ? details.estate : null;
  return {
    window: sweep.window,
    engine: sweep.engine,
    asOf: sweep.asOf,
    notices: [...notices, ...since.notices, ...sweep.notices, ...unknown, ...details.notices],
    tool: hunts[0]?.tool ?? facts?.name ?? slug,
    slug,
    facts,
    hunts,
    seen: seenOf(rows),
    earlier: rows.flatMap(({ earlier }) => earlier ?? []).sort()[0] ?? null,
    lookbackFrom: lookbackFrom(sweep),
    firstEver: firstEver ?? null,
    lastEver: held?.lastSeen ?? null,
    ever: everOf(history, lookbackFrom(sweep)),
    signals: bySignals(rows),
    estate,
    programs: details.programs,
    relays: details.relays,
  };
}

/** Finds a tool by its slug, or by another name that its facts know. */
function findTool(
  asked: string,
  plan: SweepPlan,
  allFacts: ToolFacts[],
): { slug: string; facts: ToolFacts | null; hunts: HuntSummary[] } {
  const summaries = huntSummaries(plan);
  const isHunted = (slug: string) => summaries.some(({ toolSlug }) => toolSlug === slug);
  const known = knownTools(allFacts)(asked);
  const slug = isHunted(asked) || known === undefined ? asked : slugOf(known);
  const facts = allFacts.find((one) => one.slug === slug || one.name === known) ?? null;
  if (facts === null && !isHunted(slug))
    throw new Fault('not-found', `Neither a hunt nor a fact names a tool “${asked.slice(0, 60)}”.`);
  return { slug, facts, hunts: summaries.filter(({ toolSlug }) => toolSlug === slug) };
}

function byTool<T extends { toolSlug: string }>(items: T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const those = found.get(item.toolSlug);
    if (those) those.push(item);
    else found.set(item.toolSlug, [item]);
  }
  return found;
}

function seenOf(rows: Selected[]): ToolSummary['seen'] {
  const [first] = rows;
  if (first === undefined) return null;
  return {
    devices: new Set(rows.map(({ deviceId }) => deviceId)).size,
    events: rows.reduce((sum, { count }) => sum + count, 0),
    firstSeen: rows.reduce((least, { firstSeen }) => (firstSeen < least ? firstSeen : least), first.firstSeen),
    lastSeen: rows.reduce((greatest, { lastSeen }) => (lastSeen > greatest ? lastSeen : greatest), first.lastSeen),
    isNew: rows.every(({ isNew }) => isNew),
  };
}

function bySignals(rows: Selected[]): ToolProfile['signals'] {
  return signals.flatMap((signal) => {
    const parts = rows.flatMap((row) => row.parts.filter((part) => part.signal === signal).map(({ count }) => ({ count, row })));
    if (parts.length === 0) return [];
    const devices = new Set(parts.map(({ row }) => row.deviceId)).size;
    return [{ signal, devices, events: parts.reduce((sum, { count }) => sum + count, 0) }];
  });
}
