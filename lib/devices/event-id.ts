/** The address of an event on its device: `<signal>-<ticks>-<reportId>`, with `none` for one without ReportId. Browser-safe. */

import { signalSchema } from '@/lib/hunts/model';
import { formatTicks, type Instant, MAX_TICKS, toTicks } from '@/lib/shared/time';
import type { Signal } from '@/lib/tables/tables';

export interface EventKey {
  signal: Signal;
  timestamp: Instant;
  /** Null if the telemetry has no exact one: other events of the same instant may then have the same key. */
  reportId: string | null;
}

const NONE = 'none';

export function writeEventId({ signal, timestamp, reportId }: EventKey): string {
  return `${signal}-${toTicks(timestamp)}-${reportId ?? NONE}`;
}

/** The event an address names; undefined when the text is no address. */
export function parseEventId(text: string): EventKey | undefined {
  const m = /^([a-z]+)-(\d{1,19})-(none|-?\d{1,19})$/.exec(text);
  const signal = signalSchema.safeParse(m?.[1]);
  const ticks = BigInt(m?.[2] ?? -1);
  if (!signal.success || ticks < 0n || ticks > MAX_TICKS) return undefined;
  const reportId = m?.[3] ?? NONE;
  return { signal: signal.data, timestamp: formatTicks(ticks), reportId: reportId === NONE ? null : BigInt(reportId).toString() };
}
