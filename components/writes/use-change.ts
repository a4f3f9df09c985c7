'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChangeOptions, sendOptions, undoOptions } from './change-options';
import { type Failure, failureOf } from './failure';

export interface Change<Input, Result> {
  /** `then` is called once the server has made the change. */
  run: (input: Input, then?: () => void) => void;
  isPending: boolean;
  /** Why the change, or taking it back, failed last; null when it did not. */
  failure: Failure | null;
  /** Sends again what failed. */
  retry: () => void;
  /** What the server gave, until the change is taken back. */
  result: Result | undefined;
  /** Takes the change back; null while there is nothing to take back. */
  undo: (() => void) | null;
  /** Forgets result and failure. */
  dismiss: () => void;
}

/** A change that a screen makes: shown at once, taken back when the server refuses it, with words for each failure. */
export function useChange<Input, Result>(options: ChangeOptions<Input, Result>): Change<Input, Result> {
  const client = useQueryClient();
  const sending = useMutation(sendOptions(client, options));
  const undoing = useMutation(undoOptions(client, options));
  const error = undoing.error ?? sending.error;
  const notDone = undoing.error ? 'The change was not taken back' : options.notDone;
  const result = undoing.isSuccess ? undefined : sending.data;
  const dismiss = () => {
    sending.reset();
    undoing.reset();
  };
  const run = (input: Input, then?: () => void) => {
    undoing.reset();
    sending.mutate(input, { onSuccess: () => then?.() });
  };
  const undo = () => {
    if (result !== undefined) undoing.mutate(result);
  };
  const retry = () => {
    if (undoing.error) undo();
    else if (sending.variables !== undefined) run(sending.variables);
  };
  return {
    run,
    isPending: sending.isPending || undoing.isPending,
    failure: error && failureOf(error, notDone),
    retry,
    result,
    undo: options.undo && result !== undefined && !undoing.isPending ? undo : null,
    dismiss,
  };
}
