import 'server-only';
import { LRUCache } from 'lru-cache';
import { recordSoon } from '@/lib/audit/record-soon.server';
import { wallTime } from '@/lib/shared/clock';
import { processWide } from '@/lib/shared/process-wide';
import type { PersonPrincipal } from './model';
import { actorOf } from './write.server';

/** Milliseconds. A person who repeats a question within this time, by paging, polling or refreshing, has asked once. */
const SAME_FOR = 600_000;

const asked = () =>
  processWide(
    'noted-questions',
    () =>
      new LRUCache<string, Promise<void>>({
        max: 10_000,
        ttl: SAME_FOR,
        updateAgeOnGet: true,
        ttlResolution: 0,
        perf: { now: wallTime },
      }),
  );

/**
 * Records that a person asks something of the telemetry: one entry for a question of a session, however often it is asked in a row.
 * Resolves when the entry is kept. Rejects when it cannot be kept; the question must not be answered then.
 *
 * @param subject What is asked about, in words.
 * @param query The question as its URL has it, without what only pages and orders the answer.
 */
export async function noteQuestion(principal: PersonPrincipal, subject: string, query: string): Promise<void> {
  const key = JSON.stringify([principal.sessionId, subject, query]);
  const noted = asked().get(key);
  if (noted) return noted;
  const noting = recordSoon(actorOf(principal), { action: 'question', subject, detail: { query } });
  asked().set(key, noting);
  try {
    await noting;
  } catch (error) {
    asked().delete(key);
    throw error;
  }
}
