/** What the server and its KQL thread say to each other. */
import type { HuntPieces } from '@/lib/kql/cut/cut';
import type { KqlDiagnostic } from '@/lib/kql/model';
import type { Translation } from '@/lib/kql/sql/translate';
import type { FaultKind } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import type { Tables } from '../embedded/translation/translator';
import type { EngineName } from '../model';

interface TranslateRequest {
  kind: 'translate';
  kql: string;
  now: Instant;
  /** Null when they are those of the last request that had some. */
  tables: Tables | null;
}

interface CutRequest {
  kind: 'cut';
  query: string;
  /** The engine that must be able to answer the hunt. */
  engine: EngineName;
}

export type Request = TranslateRequest | CutRequest;

/** The thread's first word, once the parser is loaded. */
export type Ready = 'ready';

export type Reply =
  | { translation: Translation }
  | { pieces: HuntPieces }
  | { diagnostics: KqlDiagnostic[] }
  | { fault: { kind: FaultKind; message: string } }
  | { bug: string };
