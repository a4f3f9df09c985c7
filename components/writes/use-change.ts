'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChangeOptions, sendOptions, undoOptions } from './change-options';
import { type Failure, failureOf } from './failure';

export interface Change<Input, Result> {
  /** `then` is called once the server has made the change. */
  run: (input: Input, then?: () => void) => void;
  isPending: boolean;
  /** Why the change or its undoing failed last; null if it did not. */
  failure: Failure | null;
  /** Sends the failed change again. */
  retry: () => void;
  /** The server’s answer, until the change is undone. */
  result: Result | undefined;
  /** Undoes the change; null if there is nothing to undo. */
  undo: (() => void) | null;
  /** Forgets result and failure. */
  dismiss: () => void;
}

/** A change that a screen makes. It is shown at once and taken back if the server refuses it; each failure has its own words. */
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
