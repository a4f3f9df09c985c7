/** The exported table: the same rows, order and words as the screen. Pure. */

import type { Exclusion } from '@/lib/exclusions/model';
import type { Answer } from '@/lib/query/model';
import { csvLine } from '@/lib/shared/csv';
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import type { HuntName } from './fields';
import type { Sighting, SightingsPage } from './model';
import { defaultParams, type SightingsParams, writeSightingsParams } from './params';
import { sightingsTable } from './sightings-table';

export interface ExportTable {
  /** What the file says of itself before the table: window, engine, filters, what is missing. */
  about: [label: string, value: string][];
  header: string[];
  rows: (string | number)[][];
}

/** An exclusion that took events out of the answer, or would have. */
export type AppliedExclusion = Pick<Exclusion, 'id' | 'name' | 'tool' | 'reason' | 'owner' | 'expiresAt'>;

/** What an exported answer says of itself. */
export type ExportedAnswer = Answer & Pick<SightingsPage, 'newSince'>;

/** The table of an answer, times written in a zone (UTC or an IANA name). */
export function exportTable(
  answer: ExportedAnswer,
  rows: Sighting[],
  params: SightingsParams,
  zone: string,
  huntName: HuntName,
  exclusions: readonly AppliedExclusion[],
): ExportTable {
  const time = (instant: string) => formatInstant(instant, zone, 7);
  const named = zoneLabel(zone);
  const { from, to } = answer.window;
  const filters = writeSightingsParams({ ...params, window: defaultParams.window, since: defaultParams.since });
  return {
    about: [
      ['Window', `${time(from)} to ${time(to)} ${named}`],
      ['Engine', answer.engine],
      ['As of', `${time(answer.asOf)} ${named}`],
      ['New since', `${time(answer.newSince)} ${named}`],
      ['Filters', [...filters].map(([name, value]) => `${name}=${value}`).join(' ') || 'none'],
      ['Rows', `${rows.length}, all that the filters leave`],
      ...exclusions.map((one): [string, string] => ['Exclusion', exclusionLine(one, `${time(one.expiresAt)} ${named}`)]),
      ...answer.notices.map((notice): [string, string] => ['Notice', notice.message]),
    ],
    ...sightingsTable(rows, zone, huntName),
  };
}

function exclusionLine({ name, tool, reason, owner }: AppliedExclusion, until: string): string {
  return `${name} (${tool ?? 'every tool'}), until ${until}, of ${owner}: ${reason}`;
}

/** CSV in UTF-8 with a byte order mark (Excel needs it); the lines about the export are one quoted field each, which begins with `#`. */
export function* csvLines(table: ExportTable): Generator<string> {
  yield '\uFEFF';
  for (const [label, value] of table.about) yield csvLine([`# ${label}: ${value.replace(/[\r\n]+/g, ' ')}`]);
  for (const row of [table.header, ...table.rows]) yield csvLine(row);
}
