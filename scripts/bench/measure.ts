/** The median, the quickest and the slowest of several measurements, in milliseconds. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  /** The median of the CPU that this process took, where it was looked at. Others' load on the machine changes it little. */
  cpu?: number;
}

export function spread(times: number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

export const show = ({ median, min, max }: Spread) => `${median.toFixed(0)} ms (${min.toFixed(0)} to ${max.toFixed(0)})`;

/** Runs the contenders by turns, so that other load on the machine affects all of them alike. The first turn only warms up. */
export async function inTurns(
  turns: number,
  contenders: Record<string, () => Promise<unknown>>,
): Promise<Record<string, Spread>> {
  const times: Record<string, number[]> = {};
  const cpus: Record<string, number[]> = {};
  for (let turn = -1; turn < turns; turn++) {
    for (const [name, run] of Object.entries(contenders)) {
      const [began, before] = [performance.now(), process.cpuUsage()];
      await run();
      const { user, system } = process.cpuUsage(before);
      if (turn < 0) continue;
      times[name] = [...(times[name] ?? []), performance.now() - began];
      cpus[name] = [...(cpus[name] ?? []), (user + system) / 1000];
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, list]) => [name, { ...spread(list), cpu: spread(cpus[name] ?? []).median }]),
  );
}
