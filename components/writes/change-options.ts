import type { MutationOptions, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Expected } from './expected';

/** A change as a screen describes it. */
export interface ChangeOptions<Input, Result> {
  /** Sends it; throws a Problem. */
  send: (input: Input) => Promise<Result>;
  /** What to show until the server has answered. It is taken back if the server refuses. */
  expected?: (input: Input) => Expected[];
  /** The queries to ask again once the server has answered, whether it accepted or refused. */
  stale: QueryKey[];
  /** Takes the change back on the server. Absent: it cannot be taken back. */
  undo?: (result: Result) => Promise<unknown>;
  /** Called once the server has made the change. */
  done?: (result: Result) => void;
  /** Changes of one scope are sent one after the other. */
  scope?: string;
  /** The words for a failure: “The import was not cancelled”. */
  notDone: string;
}

/** A local server works without a network, so changes are sent even if the browser takes itself for offline. */
const networkMode = 'always';

/** The options of the mutation that makes the change. */
export function sendOptions<Input, Result>(
  client: QueryClient,
  { send, expected, stale, scope, done }: ChangeOptions<Input, Result>,
): MutationOptions<Result, Error, Input, (() => void)[]> {
  return {
    mutationFn: send,
    ...(scope !== undefined && { scope: { id: scope } }),
    networkMode,
    onMutate: async (input) => {
      const shown = expected?.(input) ?? [];
      // An answer that was asked for before the change would put the old data back.
      await Promise.all(shown.map(({ queryKey }) => client.cancelQueries({ queryKey })));
      return shown.map((each) => each.show(client));
    },
    onSuccess: (result) => done?.(result),
    onError: (_error, _input, takeBack) => {
      for (const each of takeBack?.toReversed() ?? []) each();
    },
    onSettled: () => askAnew(client, stale),
  };
}

/** The options of the mutation that takes the change back. */
export function undoOptions<Input, Result>(
  client: QueryClient,
  { undo, stale, scope }: ChangeOptions<Input, Result>,
): MutationOptions<unknown, Error, Result> {
  return {
    mutationFn: async (result) => await undo?.(result),
    ...(scope !== undefined && { scope: { id: scope } }),
    networkMode,
    onSettled: () => askAnew(client, stale),
  };
}

/**
 * An answer that was asked for before the server had made the change is dropped: TanStack would keep it if it is the first. Nobody
 * waits for the new answers: the change is made, and with them undoing would be possible only seconds later.
 */
async function askAnew(client: QueryClient, stale: QueryKey[]): Promise<void> {
  await Promise.all(stale.map((queryKey) => client.cancelQueries({ queryKey })));
  for (const queryKey of stale) void client.invalidateQueries({ queryKey });
}
