import 'server-only';
import { asc, gte } from 'drizzle-orm';
import { everyExclusion, exclusionOf } from '@/lib/exclusions/active.server';
import type { QueryContext } from '@/lib/query/context.server';
import { Fault, messageOf } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import { LOOKBACK } from '@/lib/shared/lookback';
import { DEFAULT_SHIFT } from '@/lib/shared/prefs';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { DEFAULT_LAST } from '@/lib/shared/window';
import type { ShiftTime } from '@/lib/shifts/model';
import { definedShifts } from '@/lib/shifts/shifts.server';
import { shiftAt } from '@/lib/shifts/times';
import { defaultParams } from '@/lib/sightings/params';
import { askSightings, type SightingsAnswer } from '@/lib/sightings/read.server';
import { quietFrom, type Selected } from '@/lib/sightings/select';
import { statusOf } from '@/lib/status/read.server';
import { withDatabase } from '@/lib/store/database.server';
import { verdictHistory } from '@/lib/store/schema';
import { heldVerdicts } from '@/lib/triage/held.server';
import { type VerdictValue, verdictValueSchema } from '@/lib/triage/model';
import { itemKey, type OpenSighting, openVerdicts } from './items';
import { keptVerdicts } from './kept-verdicts';
import { type HandoverFacts, MOST_LISTED, type SightingLine } from './model';

/** In characters, of a verdict's note: a handover holds the notes of hundreds of sightings, and the sighting has its note whole. */
const LONGEST_NOTE = 500;
const beginning = (note: string) => (note.length > LONGEST_NOTE ? `${note.slice(0, LONGEST_NOTE)} … (cut)` : note);

/** People hand over around the end of their shift, so the shift is that of an hour ago. */
const GRACE = '1h';
const MOST_ACCOUNTS = 3;

/** What a handover is made of at this moment. */
export interface Live {
  shift: ShiftTime;
  facts: HandoverFacts;
  open: OpenSighting[];
  /** The present verdict of any sighting, by the key of its item. */
  verdictOf: (key: string) => VerdictValue;
}

const ticks = (length: string) => parseDuration(length) ?? 0n;

/**
 * The live state for a handover: from the beginning of the shift, or from `publishedBefore` where that is earlier, so that no time falls
 * between two handovers. Telemetry that does not answer is a notice; a database that does not is a Fault `unavailable`.
 */
export async function gatherLive(context: QueryContext, publishedBefore: Instant | null): Promise<Live> {
  const { now } = context;
  const { shifts } = await definedShifts();
  const began = addTicks(now, -ticks(DEFAULT_SHIFT));
  const shift = shiftAt(shifts, addTicks(now, -ticks(GRACE))) ?? { name: 'Shift', from: began, to: now };
  const oldest = addTicks(now, -ticks(LOOKBACK));
  const wanted = publishedBefore !== null && publishedBefore < shift.from ? publishedBefore : shift.from;
  const from = wanted < oldest ? oldest : wanted;
  const notices: string[] = [];
  if (wanted < oldest)
    notices.push(`What was before ${from.slice(0, 10)} is left out: a handover looks back ${LOOKBACK} at most.`);
  const [answer, held, verdicts, exclusions, health] = await Promise.all([
    askShift(context, from, notices),
    heldVerdicts(),
    readVerdicts(from),
    notableExclusions(from, now),
    readHealth(context, notices),
  ]);
  const names = new Map((answer?.sweep.sightings ?? []).map(({ deviceId, deviceName }) => [deviceId, deviceName]));
  const changes = new Map(
    (answer?.selection.rows ?? []).map((row) => [`${row.toolSlug} ${row.deviceId}`, row.verdict.changedSince]),
  );
  const rows = [...held.byKey.values()].map((row) => ({ ...row, value: verdictValueSchema.parse(row.value) }));
  const open = rows
    .filter(({ value }) => openVerdicts.has(value))
    .map(({ tool, toolSlug, deviceId, workspace, value, revision, by, at, note, ticket, owner }): OpenSighting => {
      const about = { tool, toolSlug, deviceId, deviceName: names.get(deviceId) ?? '', workspace };
      const changedSince = changes.get(`${toolSlug} ${deviceId}`) ?? [];
      return { ...about, verdict: value, verdictRevision: revision, by, at, note: beginning(note), ticket, owner, changedSince };
    });
  const values = new Map(rows.map((row) => [itemKey(row), row.value]));
  const tools = new Map(rows.map(({ toolSlug, tool }) => [toolSlug, tool]));
  return {
    shift,
    open,
    verdictOf: (key) => values.get(key) ?? 'new',
    facts: {
      window: { from, to: now },
      engine: context.engine.name,
      ...listsOf(answer, from),
      verdicts: {
        total: verdicts.length,
        rows: keptVerdicts(verdicts).map(({ toolSlug, deviceId, from, to, by, at, note }) => ({
          tool: tools.get(toolSlug) ?? toolSlug,
          ...{ deviceId, deviceName: names.get(deviceId) ?? '' },
          ...{ from: verdictValueSchema.parse(from), to: verdictValueSchema.parse(to), by, at, note: beginning(note) },
        })),
      },
      exclusions: listed(exclusions),
      health,
      notices,
    },
  };
}

const listed = <T>(rows: T[]) => ({ total: rows.length, rows: rows.slice(0, MOST_LISTED) });

/** The sightings of the usual window, which is asked already, or of all of the look-back. Null where they are not known. */
async function askShift(context: QueryContext, from: Instant, notices: string[]): Promise<SightingsAnswer | null> {
  const last = from > addTicks(context.now, -ticks(DEFAULT_LAST)) ? DEFAULT_LAST : LOOKBACK;
  try {
    const answer = await askSightings(context, { ...defaultParams, window: { last }, since: from });
    notices.push(...answer.notices.map(({ message }) => message));
    const { sightings, events } = answer.selection.excluded;
    if (events > 0) notices.push(`Exclusions took out ${counted(events, 'event')}, and ${counted(sightings, 'whole sighting')}.`);
    return answer;
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'unauthenticated' || error.kind === 'cancelled') throw error;
    notices.push(`Sightings are left out, as the telemetry did not answer: ${messageOf(error)}`);
    return null;
  }
}

function listsOf(answer: SightingsAnswer | null, from: Instant): Pick<HandoverFacts, 'new' | 'changed' | 'quiet' | 'quietFrom'> {
  if (answer === null) return { new: null, changed: null, quiet: null, quietFrom: null };
  const { rows, newSince } = answer.selection;
  const lines = (test: (row: Selected) => boolean) => {
    const found = rows.filter(test);
    return { total: found.length, rows: found.slice(0, MOST_LISTED).map(lineOf) };
  };
  const quietSince = quietFrom(answer.sweep.window, newSince);
  return {
    new: lines(({ isNew }) => isNew),
    changed: lines(({ verdict, lastSeen }) => verdict.changedSince !== undefined && lastSeen >= from),
    quiet: quietSince === null ? null : lines(({ isQuiet }) => isQuiet),
    quietFrom: quietSince,
  };
}

function lineOf({ tool, toolSlug, deviceId, deviceName, firstSeen, lastSeen, count, accounts, verdict }: Selected): SightingLine {
  const { value, changedSince = [] } = verdict;
  const about = { tool, toolSlug, deviceId, deviceName, firstSeen, lastSeen, count };
  return { ...about, accounts: accounts.slice(0, MOST_ACCOUNTS), verdict: value, changedSince };
}

const readVerdicts = (from: Instant) =>
  withDatabase((database) =>
    database.select().from(verdictHistory).where(gte(verdictHistory.at, from)).orderBy(asc(verdictHistory.at)),
  );

/** The exclusions that were made since, that end soon, or that have ended since. */
async function notableExclusions(from: Instant, now: Instant): Promise<HandoverFacts['exclusions']['rows']> {
  const rows = await everyExclusion();
  return rows.flatMap((row) => {
    const { id, name, tool, reason, owner, by, at, status, expiresAt, expiresSoon } = exclusionOf(row, now);
    const hasEnded = status === 'expired' && expiresAt >= from;
    if (at < from && !expiresSoon && !hasEnded) return [];
    const because = hasEnded ? 'has ended' : expiresSoon ? 'ends soon' : 'made';
    return [{ id, name, tool, reason, owner, by, status, expiresAt, because } as const];
  });
}

async function readHealth(context: QueryContext, notices: string[]): Promise<HandoverFacts['health']> {
  const { engines, tables, coverage } = await statusOf(context);
  notices.push(...coverage);
  return {
    ok: engines.every(({ ok }) => ok),
    message: engines.map(({ message }) => message).join(' '),
    // What is dated later than this moment comes from a clock that is wrong, or the moment is one that the sample shift plays.
    tables: tables.map(({ name, present, lastEvent, lagSeconds, fault }) => ({
      ...{ name, present, lagSeconds, fault },
      lastEvent: lastEvent !== null && lastEvent > context.now ? context.now : lastEvent,
    })),
  };
}
