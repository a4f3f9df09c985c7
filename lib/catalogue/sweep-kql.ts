/** The KQL a sweep sends, on top of a labelled source (lib/kql/fuse). Pure. */
import type { Coverage } from '@/lib/engines/model';
import { kqlDatetime, kqlString } from '@/lib/kql/quote';
import type { AccountColumns } from '@/lib/tables/table';
import { accountOf } from '@/lib/tables/tables';
import type { ActivityAxis, CollectedColumn } from './model';

/** Windows domains and names are shorter. A longer one was written by an attacker, and would stand in every list. */
const MAX_ACCOUNT = 300;

/** KQL for `domain\name` of an event, or '' where the table knows no account. */
export function accountKql(account: AccountColumns | null): string {
  if (account === null) return "''";
  const { domain, name } = account;
  return `substring(iff(isempty(${domain}), ${name}, strcat(${domain}, ${kqlString('\\')}, ${name})), 0, ${MAX_ACCOUNT})`;
}

/** The columns of an event that `sightingsKql` and most other questions on labelled rows read. */
export function sweptColumns(table: string): string[] {
  const account = accountOf(table);
  return ['Timestamp', 'DeviceId', 'DeviceName', 'ReportId', ...(account ? [account.domain, account.name] : [])];
}

/** KQL of what is collected of each event. Its workspace is a column already, where several are asked. */
const collectedKql: Record<Exclude<CollectedColumn, 'Workspace'>, (account: AccountColumns | null) => string> = {
  Account: accountKql,
};

/**
 * First seen, last seen, count and activity by device, matched hunts and what is collected. The buckets of the activity are packed
 * into one row, so that a large estate stays below Azure's row limits.
 */
export function sightingsKql(source: string, table: string, axis: ActivityAxis, keys: string): string {
  const values = Object.entries(collectedKql).map(([column, kql]) => `${column} = ${kql(accountOf(table))}`);
  const by = [keys, ...Object.keys(collectedKql)].join(', ');
  return `${source}
| extend ${values.join(', ')}, Bucket = tolong((Timestamp - ${kqlDatetime(axis.from)}) / ${axis.step})
| summarize FirstSeen = min(Timestamp), LastSeen = max(Timestamp), Count = count() by ${by}, Bucket
| extend Busy = strcat(tostring(Bucket), ':', tostring(Count))
| summarize FirstSeen = min(FirstSeen), LastSeen = max(LastSeen), Count = sum(Count), Activity = make_list(Busy) by ${by}`;
}

/** The columns that `sightingsKql` groups by besides what it collects itself: the workspace too, where several are asked. */
export function sightingKeys({ workspaces }: Pick<Coverage, 'workspaces'>): string {
  return workspaces.length > 0 ? 'DeviceId, DeviceName, Workspace' : 'DeviceId, DeviceName';
}

/** A query names up to this many devices; for more it asks for all devices. */
const MAX_NAMED = 500;

/** A predicate for the events of some devices; undefined where they are too many to name. */
export function onDevices(ids: Iterable<string>): string | undefined {
  const distinct = [...new Set(ids)];
  return distinct.length <= MAX_NAMED ? `DeviceId in (${distinct.map(kqlString).join(', ')})` : undefined;
}
