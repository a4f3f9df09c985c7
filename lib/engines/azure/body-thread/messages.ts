/** What the server and the thread that reads large bodies say to each other. */
import type { Cell, Column } from '@/lib/kql/model';
import type { FaultKind } from '@/lib/shared/errors';
import type { Failure } from '../failure';
import type { ReaderName } from '../readers';

/** The thread's first word. */
export type Ready = 'ready';

/** Sends one body. Its rows are then fetched with `more`, part after part, until all have come. */
export type Request = { reader: ReaderName; body: Uint8Array; isFuzzy: boolean } | 'more';

/** What was read of a body. Its rows come in parts, so that no message holds up the server for long. */
export type Head =
  | { columns: Column[]; rows: number; cut: string | null }
  | { failure: Exclude<Failure, { kind: 'refused' | 'token' | 'cut' }> }
  | { fault: { kind: FaultKind; message: string } }
  | { bug: string };

export type Rows = Cell[][];
