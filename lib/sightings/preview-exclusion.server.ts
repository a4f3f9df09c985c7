import 'server-only';
import { z } from 'zod';
import type { Principal } from '@/lib/auth/model';
import { noteQuestion } from '@/lib/auth/note-question.server';
import { authorise } from '@/lib/auth/write.server';
import type { SweepPlan, TableSweep } from '@/lib/catalogue/sweep-plan';
import { sweptExclusions } from '@/lib/exclusions/active.server';
import { type ExclusionPreview, previewInput, type Where } from '@/lib/exclusions/model';
import { notCovered, type WhereContext, whereKql } from '@/lib/exclusions/where-kql';
import { slugOf } from '@/lib/hunts/model';
import { openQueryAs, type QueryContext, query } from '@/lib/query/context.server';
import { openQuestion } from '@/lib/query/open-questions.server';
import { ParamReader, readWindow } from '@/lib/query/params';
import { readRows } from '@/lib/query/rows';
import { Fault } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import { DEVICES, signalFacts, signals, tableOfSignal } from '@/lib/tables/tables';
import { heldVerdicts } from '@/lib/triage/held.server';
import { verdictNames, verdictValueSchema } from '@/lib/triage/model';
import type { VerdictRow } from '@/lib/triage/row';
import { runSweep } from './sweep.server';
import { cachedSweep } from './sweep-cache.server';
import type { SweepResult, SweepSighting } from './sweep-result';

/** The id of an exclusion that is not kept yet. */
const CANDIDATE = 'candidate';
/** Events shown of each table. */
const EXAMPLES = 5;
const MAX_ROWS = 200;
const LONGEST_SUMMARY = 300;
const bad = new Set(['suspicious', 'malicious', 'escalated']);

/**
 * `POST /api/exclusions/preview`: what an exclusion would take out of the window besides what others take out already. Needs the role
 * Analyst; the body is parsed as in `POST /api/exclusions`. Keeps nothing.
 */
export async function previewExclusion(
  principal: Principal,
  body: unknown,
  search: URLSearchParams,
  signal?: AbortSignal,
): Promise<ExclusionPreview> {
  authorise(principal, 'Analyst');
  const parsed = previewInput.safeParse(body);
  if (!parsed.success) throw notPreviewed(parsed.error);
  const { tool, where } = parsed.data;
  // It shows events, as a question does.
  if (principal.kind === 'person') {
    openQuestion(principal.sessionId, undefined);
    await noteQuestion(principal, 'exclusion preview', JSON.stringify({ tool, where }));
  }
  const context = openQueryAs(principal, signal);
  const { sweep: before, plan } = await cachedSweep(context, readWindow(new ParamReader(search), search), null);
  const active = await sweptExclusions(context.now);
  const asked: WhereContext = {
    window: plan.window,
    hasDevices: !plan.missing.has(DEVICES),
    listOf: (name) => active.listOf(name),
  };
  const candidate = { id: CANDIDATE, name: 'this exclusion', toolSlug: tool === null ? null : slugOf(tool), where, once: true };
  // An exclusion for one tool takes out nothing of other tools.
  const touched = tool === null ? plan : plan.only(({ toolSlug }) => toolSlug === slugOf(tool));
  const judged = touched.excluding({ ...active, key: '', exclusions: [...active.exclusions, candidate] });
  requireAskable(judged);
  const [after, examples] = await Promise.all([
    runSweep(context, judged),
    askExamples(context, touched.excluding({ ...active, key: '', exclusions: [candidate] })),
  ]);
  const rows = taken(before, after);
  const warnings = [
    ...(rows.length === 0 ? ['It matches nothing in this window.'] : []),
    ...everything(before, rows),
    ...(await badVerdicts(rows)),
    ...notCovered(where, asked),
    ...after.notices.filter(({ kind }) => kind === 'partial').map(({ message }) => `This preview is partial. ${message}`),
  ];
  return {
    window: plan.window,
    hides: {
      sightings: rows.filter(({ events, of }) => events === of).length,
      events: rows.reduce((sum, { events }) => sum + events, 0),
      devices: new Set(rows.map(({ deviceId }) => deviceId)).size,
    },
    rows: rows.slice(0, MAX_ROWS),
    examples,
    warnings,
    kql: predicatesOf(where, asked),
  };
}

function predicatesOf(where: Where, context: WhereContext): ExclusionPreview['kql'] {
  return signals.flatMap((signal) => {
    const predicate = whereKql(where, signal, context);
    return predicate === null ? [] : [{ table: tableOfSignal[signal], predicate }];
  });
}

function notPreviewed({ issues }: z.ZodError): Fault {
  const fields = Object.fromEntries(issues.map(({ path, message }) => [path.join('.') || 'the body', message]));
  return new Fault(
    'bad-input',
    Object.entries(fields)
      .map(([field, message]) => `${field}: ${message}`)
      .join('; '),
    { fields },
  );
}

/** Refuses an exclusion that cannot be asked: it would take nothing out, so the person must learn why. */
function requireAskable(plan: SweepPlan): void {
  const fault = plan.notices.find(({ message }) => message.startsWith('The exclusion “this exclusion”'));
  if (fault) throw new Fault('bad-input', `where: ${fault.message}`, { fields: { where: fault.message } });
}

const countOf = ({ parts }: Pick<SweepSighting, 'parts'>) => parts.reduce((sum, { count }) => sum + count, 0);
const keyOf = ({ toolSlug, deviceId }: Pick<SweepSighting, 'toolSlug' | 'deviceId'>) => `${toolSlug} ${deviceId}`;

/** How many events of each sighting are gone, most events first. */
function taken(before: SweepResult, after: SweepResult): ExclusionPreview['rows'] {
  const left = new Map(after.sightings.map((sighting) => [keyOf(sighting), countOf(sighting)]));
  return before.sightings
    .map((sighting) => {
      const { tool, toolSlug, deviceId, deviceName } = sighting;
      const of = countOf(sighting);
      return { tool, toolSlug, deviceId, deviceName, events: of - (left.get(keyOf(sighting)) ?? of), of };
    })
    .filter(({ events }) => events > 0)
    .sort((a, b) => b.events - a.events);
}

function everything(before: SweepResult, rows: ExclusionPreview['rows']): string[] {
  const there = before.sightings.filter(({ parts }) => parts.length > 0);
  const gone = rows.filter(({ events, of }) => events === of);
  if (there.length > 1 && gone.length === there.length)
    return [`It hides everything: all ${there.length} sightings of this window.`];
  return [...new Set(gone.map(({ toolSlug }) => toolSlug))].flatMap((slug) => {
    const [those, all] = [gone, there].map((some) => some.filter(({ toolSlug }) => toolSlug === slug));
    if (those?.length !== all?.length || (all?.length ?? 0) < 2) return [];
    return [`It hides ${all?.[0]?.tool} wholly: all ${all?.length} sightings of it.`];
  });
}

/** A verdict that holds in one workspace counts as well: the events there are among those that would go. */
async function badVerdicts(rows: ExclusionPreview['rows']): Promise<string[]> {
  const { byKey } = await heldVerdicts();
  const given = new Map<string, VerdictRow[]>();
  for (const verdict of byKey.values())
    if (bad.has(verdict.value)) given.set(keyOf(verdict), [...(given.get(keyOf(verdict)) ?? []), verdict]);
  return rows.flatMap((row) => {
    const { tool, deviceId, deviceName, events } = row;
    return (given.get(keyOf(row)) ?? []).map(({ value, by, workspace }) => {
      const word = verdictNames[verdictValueSchema.parse(value)].toLowerCase();
      const where = workspace === '' ? '' : ` in ${workspace}`;
      return `It hides ${counted(events, 'event')} of ${tool} on ${deviceName || deviceId}, which ${by} called ${word}${where}.`;
    });
  });
}

const exampleRow = z.object({
  Timestamp: z.string(),
  DeviceId: z.string(),
  DeviceName: z.string(),
  ReportId: z.string(),
  Summary: z.string(),
});

async function askExamples(context: QueryContext, plan: SweepPlan): Promise<ExclusionPreview['examples']> {
  const found = await Promise.all(plan.tables.map((sweep) => examplesOf(context, sweep)));
  return found.flat();
}

async function examplesOf(context: QueryContext, sweep: TableSweep): Promise<ExclusionPreview['examples']> {
  const { attributes, subject, summary } = signalFacts[sweep.signal];
  const [column = 'DeviceName'] = summary.by === 'command line' ? attributes.commandLine : subject;
  const asked = sweep.excluded(
    (source) => `${source}
| top ${EXAMPLES} by Timestamp desc
| project Timestamp, DeviceId, DeviceName, ReportId = tostring(ReportId), Summary = substring(${column}, 0, ${LONGEST_SUMMARY})`,
  );
  if (asked === null) return [];
  const rows = await readRows(await query(context, asked, `${sweep.table}: examples`), exampleRow);
  return rows.map(({ Timestamp: timestamp, DeviceId: deviceId, DeviceName: deviceName, ReportId: reportId, Summary }) => ({
    ...{ table: sweep.table, timestamp, deviceId, deviceName, reportId },
    summary: Summary,
  }));
}
