/** When the next sweep is due. Times are milliseconds since 1970 of the machine's clock. Pure. */

/** What is known of the sweeps before. */
interface Known {
  nextAt: number | null;
  /** The version of the telemetry that was swept whole, or tried last. */
  version: string | null;
}

/** Whether to sweep now: it is time, or the telemetry has changed, as after an import. */
export function isDue(known: Known, now: { at: number; version: string }): boolean {
  return known.nextAt === null || known.nextAt <= now.at || known.version !== now.version;
}

const FIRST_WAIT = 60_000;

/** How long to wait after so many failures in a row: a minute, then twice as long each time, at most as long as between sweeps. */
export function waitAfter(failures: number, every: number): number {
  return failures === 0 ? every : Math.min(every, FIRST_WAIT * 2 ** (failures - 1));
}
