/** A call to a service, and the caller it belongs to. */
import type { PendingQuery } from '@/lib/engines/model';
import type { Priority } from './caller-queue';
import type { Rate } from './sliding-window';

export interface CallerOptions {
  service: string;
  /** The identity scope whose calls these are. */
  scope: string;
  /** How many of its calls run at once. */
  atOnce: number;
  /** That limit as a sentence: “Log Analytics runs 5 queries at once for one person.” */
  words: string;
  /** `of` names what the service counts by and refuses together: the scope itself, or the tenant. */
  rate: Rate & { of: string };
}

export interface Call {
  /** What is asked, in a few words. */
  what: string;
  signal?: AbortSignal | undefined;
  /** `interactive` unless said. */
  priority?: Priority | undefined;
  /** How long it waits for limits at most, in milliseconds; 5 minutes unless said. */
  patience?: number | undefined;
  /** The progress of the question that this call is a piece of; read whenever somebody looks. */
  pieces?: (() => PendingQuery['pieces']) | undefined;
}
