/** Whether sample telemetry should be made. This file does not import DuckDB, which takes long to load. */
import path from 'node:path';
import { isSampleFile, tableFiles, tableFolders } from '@/lib/engines/embedded/folders';
import { type Instant, parseTicks, toTicks } from '@/lib/shared/time';

const DAY = 864_000_000_000n;

/** File name of the sample that ends at an instant. */
export const sampleName = (now: Instant) => `${now.slice(0, 19).replaceAll(':', '')}`;

/** True where there is no telemetry, or only a sample that ended more than a day away from `now`: its last days would look empty. */
export function isSampleDue(dataDir: string, now: Instant): boolean {
  const files = tableFolders(dataDir).flatMap((table) => tableFiles(dataDir, table));
  if (files.some((file) => !isSampleFile(file))) return false;
  const [file] = files;
  const ended = file && endOf(path.basename(file));
  if (!ended) return true;
  const apart = toTicks(now) - ended;
  return apart > DAY || apart < -DAY;
}

function endOf(name: string) {
  const [, day, hours, minutes, seconds] = /(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)\.parquet$/.exec(name) ?? [];
  return parseTicks(`${day}T${hours}:${minutes}:${seconds}Z`);
}
