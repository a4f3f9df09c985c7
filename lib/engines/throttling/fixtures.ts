/** Calls for the tests of throttling, on a clock that tests move. */
import type { Call, CallerOptions } from './call';
import { FakeTime, settled } from './fake-time';
import type { Classify } from './retry';
import { Throttling } from './throttling';

export const WORDS = 'Two at once.';
export const RATE = 'Ten a minute.';
export const options = (more: Partial<CallerOptions> = {}): CallerOptions => ({
  service: 's',
  scope: 'ada',
  atOnce: 2,
  words: WORDS,
  rate: { calls: 10, per: 60_000, words: RATE, of: 'tenant' },
  ...more,
});
export const never: Classify<string> = (error) => ({ kind: 'give-up', error });

/** Calls that end when they are told to. */
export function scene(more: Partial<CallerOptions> = {}, time = new FakeTime()) {
  const throttling = new Throttling(time, () => 1);
  const started: string[] = [];
  const open = new Map<string, { answer: () => void; fail: (error: unknown) => void }>();
  const run = (what: string, call: Partial<Call> = {}, classify = never, scope = 'ada') =>
    throttling.caller(options({ ...more, scope })).run(
      { what, ...call },
      () => {
        started.push(what);
        return new Promise<string>((resolve, reject) => open.set(what, { answer: () => resolve(what), fail: reject }));
      },
      classify,
    );
  const end = async (what: string) => {
    open.get(what)?.answer();
    await settled();
  };
  const fail = async (what: string, error: unknown = new Error('429')) => {
    open.get(what)?.fail(error);
    await settled();
  };
  const states = (scope = 'ada') => throttling.pendingOf(scope).map(({ what, state, position }) => [what, state, position]);
  return { time, throttling, started, run, end, fail, states };
}

/** Tries again; `all` callers wait if so, for `after` milliseconds. */
export const again =
  (all: boolean, after?: number): Classify<string> =>
  () => ({ kind: 'again', limit: 'Too many.', after, all });
