/** What a call and its way to a service are described by. */
import type { PendingQuery } from '@/lib/engines/model';
import type { Priority } from './lane-queue';
import type { Rate } from './rate';

export interface LaneOptions {
  service: string;
  /** Whose calls: an identity scope. */
  scope: string;
  /** So many of them run at once. */
  atOnce: number;
  /** That limit as a sentence: “Log Analytics runs 5 queries at once for one person.” */
  words: string;
  /** `of`: for whom the service counts and whom it refuses together, such as the scope itself or the tenant. */
  rate: Rate & { of: string };
}

export interface Call {
  /** What is asked, in a few words. */
  what: string;
  signal?: AbortSignal | undefined;
  /** `interactive` unless said. */
  priority?: Priority | undefined;
  /** For how long limits are waited for, in milliseconds; 5 minutes unless said. */
  patience?: number | undefined;
  /** How the question stands that this call is a piece of; asked whenever somebody looks. */
  pieces?: (() => PendingQuery['pieces']) | undefined;
}
