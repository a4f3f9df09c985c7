import { processWide } from '@/lib/shared/process-wide';

/** Runs `work` once for all who ask for `key` while it runs; each gets its outcome. One a process. */
export function onceAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
  const flights = processWide('entra-flights', () => new Map<string, Promise<unknown>>());
  // Each prefix of a key belongs to one caller below, so what flies under it has that caller's type.
  const flying = flights.get(key) as Promise<T> | undefined;
  if (flying) return flying;
  const started = work().finally(() => flights.delete(key));
  flights.set(key, started);
  return started;
}
