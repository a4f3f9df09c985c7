import 'server-only';
import { LRUCache } from 'lru-cache';
import type { Translation } from '@/lib/kql/sql/translate';
import { SharedRun } from '@/lib/shared/shared-run';
import { fill, type Shape, shapeOf, standIns, withStandIns } from '../../kql-thread/shape';
import type { KqlThread } from '../../kql-thread/thread.server';
import type { Tables, Translate } from './translator';

/** Characters of SQL and KQL that are kept. */
const MAX_KEPT = 32 * 1024 * 1024;

/** Translates in a thread, and keeps each translation for all queries of its shape. What nobody waits for any more is not begun. */
export function translateInThread(thread: KqlThread): Translate {
  const kept = new LRUCache<string, SharedRun<Translation | null>>({ maxSize: MAX_KEPT, max: 2000 });
  return async (kql, now, tables, signal) => {
    const shape = shapeOf(kql, now);
    const key = `${tables.version}\n${shape.key}`;
    let run = kept.get(key);
    if (run === undefined || run.abandoned) {
      const started = new SharedRun((abort) => translateShape(thread, shape, tables, abort));
      run = started;
      kept.set(key, started, { size: key.length });
      started.result.then(
        (found) => kept.set(key, started, { size: key.length + (found?.sql.length ?? 0) }),
        () => kept.peek(key) === started && kept.delete(key),
      );
    }
    const found = await run.wait(signal);
    return found ? { ...found, sql: fill(found.sql, shape, standIns[0]) } : thread.translate(kql, now, tables, signal);
  };
}

/** The translation with stand-ins for the instants; null where the SQL depends on the instants in another way. */
async function translateShape(thread: KqlThread, shape: Shape, tables: Tables, signal: AbortSignal): Promise<Translation | null> {
  const [one, other] = await Promise.all(
    standIns.map((set) => {
      const { kql, now } = withStandIns(shape, set);
      return thread.translate(kql, now, tables, signal);
    }),
  );
  if (!one || !other) return null;
  const isSame = fill(one.sql, shape, standIns[0]) === fill(other.sql, shape, standIns[1]);
  return isSame ? one : null;
}
