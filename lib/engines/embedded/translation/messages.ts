/** What the server and its translation worker say to each other. */
import type { KqlDiagnostic } from '@/lib/kql/model';
import type { Translation } from '@/lib/kql/sql/translate';
import type { FaultKind } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import type { Tables } from './translator';

/** The worker's first word, once the parser is loaded. */
export type Ready = 'ready';

export interface Request {
  kql: string;
  now: Instant;
  /** Sent when they differ from those of the request before. */
  tables: Tables | null;
}

export type Reply =
  | { translation: Translation }
  | { diagnostics: KqlDiagnostic[] }
  | { fault: { kind: FaultKind; message: string } }
  | { bug: string };
