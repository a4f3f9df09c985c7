/** What the server and its KQL thread say to each other. */
import type { HuntPieces } from '@/lib/kql/cut/cut';
import type { Labelling } from '@/lib/kql/cut/fuse';
import type { KqlDiagnostic } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import type { LabellingSql } from '@/lib/kql/sql/labelling';
import type { Translation } from '@/lib/kql/sql/translate';
import type { CrossWorkspaceOptions, CrossWorkspaceQuery } from '@/lib/kql/workspaces/cross-workspace-union';
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

interface CompileRequest {
  kind: 'compile';
  labelling: Labelling;
  schema: TableSchema;
}

interface UniteRequest {
  kind: 'unite';
  kql: string;
  now: Instant;
  /** Null when they are those of the last request that had some. */
  joint: TablesOfAll | null;
}

/** Tables over all workspaces, with their schemas. */
export type TablesOfAll = Pick<CrossWorkspaceOptions, 'tables' | 'schemas'>;

export type Request = TranslateRequest | CutRequest | CompileRequest | UniteRequest;

/** The thread's first word, once the parser is loaded. */
export type Ready = 'ready';

export type Reply =
  | { translation: Translation }
  | { pieces: HuntPieces }
  | { compiled: LabellingSql }
  | { united: CrossWorkspaceQuery }
  | { diagnostics: KqlDiagnostic[] }
  | { fault: { kind: FaultKind; message: string } }
  | { bug: string };
