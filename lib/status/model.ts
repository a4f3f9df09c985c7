/** What the status page shows. Browser-safe. */
import type { EngineName, TableStatus } from '@/lib/engines/model';
import type { Notice } from '@/lib/query/model';
import type { Instant } from '@/lib/shared/time';

export interface StatusReport {
  engine: EngineName;
  asOf: Instant;
  engines: { name: EngineName; ok: boolean; message: string }[];
  tables: (TableStatus & { hunts: number; connectors: string[]; lagSeconds: number | null })[];
  /** The parts of the estate that no answer covers, each with the reason: a workspace that refuses. */
  coverage: string[];
  /** Where connectors are enabled; null where no tenant or workspace is known. */
  connectorLinks: { sentinel: string | null; streaming: string | null };
  hunts: number;
  tools: number;
  /** The telemetry is the made-up sample, not somebody's. */
  sample: boolean;
  notices: Notice[];
}
