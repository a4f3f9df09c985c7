/** Waits for several questions of which some may fail. */
import { Fault } from '@/lib/shared/errors';
import type { Notice } from './model';

export interface Asked<T> {
  /** What it asks, as a notice names it: “DeviceNetworkEvents: ReportIds”. */
  what: string;
  answer: Promise<T>;
}

/**
 * What answered, in order, and a notice for each that did not. Rejects with what is no matter of one question (it was cancelled, the
 * sign-in is over, a bug), and where none answered with the first Fault.
 */
export async function answered<T>(asked: Asked<T>[]): Promise<{ answers: T[]; notices: Notice[] }> {
  const results = await Promise.allSettled(asked.map(({ answer }) => answer));
  const answers: T[] = [];
  const notices: Notice[] = [];
  let first: Fault | undefined;
  for (const [i, result] of results.entries()) {
    if (result.status === 'fulfilled') {
      answers.push(result.value);
    } else {
      const error: unknown = result.reason;
      if (!(error instanceof Fault) || error.kind === 'cancelled' || error.kind === 'unauthenticated') throw error;
      first ??= error;
      notices.push({ kind: 'partial', message: `${asked[i]?.what} could not be asked: ${error.message}` });
    }
  }
  if (first !== undefined && answers.length === 0) throw first;
  return { answers, notices };
}
