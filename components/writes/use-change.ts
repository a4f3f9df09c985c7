'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
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
  /** Undoes the change, one that is being sent once it is made; null if there is nothing to undo. */
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
  // For the answer, which comes to the render that sent the change; the state is for the screen.
  const unwanted = useRef(false);
  const [isUnwanted, setIsUnwanted] = useState(false);
  const dismiss = () => {
    setIsUnwanted(false);
    sending.reset();
    undoing.reset();
  };
  const run = (input: Input, then?: () => void) => {
    undoing.reset();
    setIsUnwanted(false);
    unwanted.current = false;
    sending.mutate(input, {
      onSuccess: (made) => {
        if (unwanted.current) undoing.mutate(made);
        else then?.();
      },
    });
  };
  const undo = () => {
    if (sending.isPending) {
      unwanted.current = true;
      setIsUnwanted(true);
    } else if (result !== undefined) undoing.mutate(result);
  };
  const retry = () => {
    if (undoing.error) undo();
    else if (sending.variables !== undefined) run(sending.variables);
  };
  const canUndo = sending.isPending ? !isUnwanted : result !== undefined && !undoing.isPending;
  return {
    run,
    isPending: sending.isPending || undoing.isPending,
    failure: error && failureOf(error, notDone),
    retry,
    result,
    undo: options.undo && canUndo ? undo : null,
    dismiss,
  };
}
