import 'server-only';
import type { QueryResult } from '@/lib/engines/engine';
import type { Cell } from '@/lib/engines/model';
import { inPieces, labelledSource, unlabelled } from '@/lib/kql/fuse';
import { Fault, messageOf } from '@/lib/shared/errors';
import type { Window } from '@/lib/shared/window';
import { type Ask, missingOf, queryOver } from './ask.server';
import { axisOf } from './axis';
import { coverageNotices, lookbackNotices } from './coverage';
import type { Huntbook } from './huntbook.server';
import { mergeTables, seenBeforeRow, sweptRow, type TableAnswer } from './merge';
import type { ActivityAxis, Notice } from './model';
import { planSweep, type TableQuestion } from './plan';
import { LOOKBACK, lookbackWindow, sightingKeys, sightingsKql } from './questions';
import { readRows } from './rows';
import type { Sweep } from './swept';

/**
 * Asks every hunt over one window, one query a table. A table that fails is a notice as long as another answered;
 * when none did, its Fault is thrown.
 */
export async function runSweep(ask: Ask, book: Huntbook, window: Window): Promise<Sweep> {
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
    notices: [...coverageNotices(ask, coverage, window), ...lookbackNotices(ask, window), ...notices, ...bookNotices(book)],
  };
}

const isCancelled = (error: unknown) => error instanceof Fault && error.kind === 'cancelled';

/** What of the catalogue is not in any sweep. */
export function bookNotices(book: Huntbook): Notice[] {
  return [
    ...book.refused.map(
      ({ hunt, fault }): Notice => ({ kind: 'skipped', huntId: hunt.id, message: `“${hunt.name}” is not asked: ${fault}` }),
    ),
    ...book.fileFaults.map(({ file, message }): Notice => ({ kind: 'skipped', message: `${file} is no hunt: ${message}` })),
  ];
}

async function askTable(
  ask: Ask,
  question: TableQuestion,
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
  return { answer: { signal, hunts, rows: readRows(now, sweptRow), before: readRows(earlier, seenBeforeRow) }, notices };
}

/** An engine's words on what is missing from an answer, as notices. */
export function partial(what: string, result: QueryResult): Notice[] {
  return result.partial.map((why) => ({ kind: 'partial', message: `${what}: ${why}` }));
}

/** The cell of a named column; undefined where the answer has no such column. */
export function cellOf(result: QueryResult, row: Cell[], name: string): Cell | undefined {
  const at = result.columns.findIndex((c) => c.name === name);
  return at < 0 ? undefined : row[at];
}
