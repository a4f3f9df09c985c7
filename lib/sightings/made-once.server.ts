import 'server-only';
import { LRUCache } from 'lru-cache';
import { processWide } from '@/lib/shared/process-wide';
import type { Selected } from './select';

/** What is kept of one selection: the pages that people look at, and its timeline. */
const MAX_KEPT = 12;

const made = processWide('made-once', () => new WeakMap<Selected[], LRUCache<string, object>>());

/**
 * What was made of a selection's rows, once for all who ask the same question: they share the rows as long as the selection is
 * kept. `key` says what is made, and what it depends on beside the rows.
 */
export function madeOnce<T extends object>(rows: Selected[], key: string, make: () => T): T {
  const kept = made.get(rows) ?? new LRUCache<string, object>({ max: MAX_KEPT });
  made.set(rows, kept);
  const value = (kept.get(key) as T | undefined) ?? make(); // a key stands for one kind of value
  kept.set(key, value);
  return value;
}
