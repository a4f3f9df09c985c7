import { Fault } from '@/lib/shared/errors';

export const cancelled = () => new Fault('cancelled', 'The question was cancelled.');

/** Settles as the promise does, or with a Fault `cancelled` as soon as the signal aborts. */
export async function orCancelled<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let cancel = () => {};
  const left = new Promise<never>((_, reject) => {
    cancel = () => reject(cancelled());
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
  });
  try {
    return await Promise.race([left, promise]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
