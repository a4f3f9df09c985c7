import 'server-only';
import { axisOf } from '@/lib/catalogue/axis';
import { type CompiledCatalogue, catalogueNotices } from '@/lib/catalogue/compiled.server';
import type { ActivityAxis } from '@/lib/catalogue/model';
import { sightingKeys, sightingsKql } from '@/lib/catalogue/sweep-kql';
import { planSweep, type TableSweep } from '@/lib/catalogue/sweep-plan';
import { inPieces, labelledSource, unlabelled } from '@/lib/kql/fuse';
import { missingOf, partial, type QueryContext, queryOver } from '@/lib/query/context.server';
import { coverageNotices, lookbackNotices } from '@/lib/query/coverage-notices';
import { LOOKBACK, lookbackWindow } from '@/lib/query/lookback';
import type { Notice } from '@/lib/query/model';
import { readRows } from '@/lib/query/rows';
import { Fault, messageOf } from '@/lib/shared/errors';
import type { Window } from '@/lib/shared/window';
import { mergeTables, seenBeforeRow, sweepRow, type TableAnswer } from './merge';
import type { SweepResult } from './sweep-result';

/**
 * Asks every hunt over one window, one query a table. A table that fails is a notice as long as another answered;
 * when none did, its Fault is thrown.
 */
export async function runSweep(ask: QueryContext, book: CompiledCatalogue, window: Window): Promise<SweepResult> {
  const axis = axisOf(window);
  const coverage = await ask.engine.coverage(ask);
  const missing = missingOf(coverage);
  const { questions, notices } = planSweep(book.askable, missing);
  const asked = await Promise.allSettled(
    questions.map((q) => askTable(ask, q, window, axis, `${sightingKeys(coverage)}, Hunts`)),
  );
  const answers: TableAnswer[] = [];
  for (const [i, result] of asked.entries()) {
    const question = questions[i];
    if (result.status === 'fulfilled') {
      answers.push(result.value.answer);
      notices.push(...result.value.notices);
    } else if (asked.every((r) => r.status === 'rejected') || isCancelled(result.reason) || !(result.reason instanceof Fault)) {
      throw result.reason;
    } else {
      notices.push({ kind: 'partial', message: `${question?.table} could not be asked: ${messageOf(result.reason)}` });
    }
  }
  return {
    engine: ask.engine.name,
    window,
    asOf: ask.now,
    axis,
    sightings: mergeTables(answers),
    complete: !notices.some(({ kind }) => kind === 'partial'),
    notices: [...coverageNotices(ask, coverage, window), ...lookbackNotices(ask, window), ...notices, ...catalogueNotices(book)],
  };
}

const isCancelled = (error: unknown) => error instanceof Fault && error.kind === 'cancelled';

async function askTable(
  ask: QueryContext,
  question: TableSweep,
  window: Window,
  axis: ActivityAxis,
  keys: string,
): Promise<{ answer: TableAnswer; notices: Notice[] }> {
  const { table, signal, labelled, hunts } = question;
  const notices: Notice[] = labelled.flatMap(({ label, cut }) => {
    const why = unlabelled(cut);
    const hunt = hunts.get(label);
    return why === null || !hunt
      ? []
      : [{ kind: 'skipped', huntId: hunt.id, message: `“${hunt.name}” is not in the sweep: ${why}` }];
  });
  const over = (whole: Window, kql: (source: string) => string, what: string) =>
    queryOver(
      ask,
      { window: whole, kql: (part) => kql(labelledSource(labelled, table, part)), inPieces: inPieces(labelled) },
      what,
    );
  const [now, earlier] = await Promise.all([
    over(window, (source) => sightingsKql(source, signal, axis, keys), table),
    over(lookbackWindow(window), (source) => `${source}\n| distinct DeviceId, Hunts`, `${table}: the ${LOOKBACK} before`),
  ]);
  notices.push(...partial(table, now), ...partial(`The ${LOOKBACK} before the window (${table})`, earlier));
  return { answer: { signal, hunts, rows: readRows(now, sweepRow), before: readRows(earlier, seenBeforeRow) }, notices };
}
