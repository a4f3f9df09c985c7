/** The tables of one or more workspaces, as a query over them sees them. */
import { nothingSql, physicalType } from '@/lib/engines/embedded/tables';
import type { Column } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';
import { sqlType } from '@/lib/kql/sql/value';
import { toTicks } from '@/lib/shared/time';
import type { Interval } from '../api/interval';
import type { Telemetry, View } from '../api/telemetry';
import type { StandInWorkspace } from './workspaces';

const HOUR = 36_000_000_000n;

/** A table under the name that a query has for it. */
export interface ViewedTable {
  name: string;
  table: string;
  from: StandInWorkspace[];
}

export class Views {
  /** The schemas that were made so far. The parser keeps what it makes of such an array, and must get the same array to find it again. */
  private readonly known = new Map<string, TableSchema[]>();

  constructor(private readonly telemetry: Telemetry) {}

  /** The telemetry's own tables, read from `workspaces`, and `others` beside them. */
  view(workspaces: StandInWorkspace[], others: ViewedTable[], interval: Interval | undefined): View {
    const own = this.telemetry.holdings.schemas.map(({ name }) => ({ name, table: name, from: workspaces }));
    const tables = [...own, ...others];
    const key = JSON.stringify(tables.map(({ name, from }) => [name, from.map((each) => each.name)]));
    const schemas = this.known.get(key) ?? tables.flatMap((each) => this.schema(each) ?? []);
    this.known.set(key, schemas);
    return {
      schemas,
      key: between(interval),
      relation: (name) => {
        const [schema, viewed] = [schemas.find((each) => each.name === name), tables.find((each) => each.name === name)];
        return schema && viewed && this.relation(schema, viewed, interval);
      },
    };
  }

  /** The table's schema, with the columns that any of the workspaces has; undefined where none of them has the table. */
  private schema({ name, table, from }: ViewedTable): TableSchema | undefined {
    const having = from.filter((each) => !each.without.includes(table));
    const base = this.telemetry.holdings.schemas.find((schema) => schema.name === table);
    if (!base || having.length === 0) return undefined;
    const timestamp = having.some((each) => each.timestamp);
    const columns = base.columns.filter((column) => timestamp || column.name !== 'Timestamp');
    const { reportId = 'long' } = having[0] ?? {};
    return { name, columns: columns.flatMap((c) => (c.name !== 'ReportId' ? [c] : reportId ? [{ ...c, type: reportId }] : [])) };
  }

  /** SQL of the table's rows in all workspaces that have it. TimeGenerated must lie in the interval. */
  private relation({ columns }: TableSchema, { table, from }: ViewedTable, interval: Interval | undefined): string {
    const base = this.telemetry.holdings.relation(table);
    const legs = from
      .filter((each) => !each.without.includes(table))
      .map((each) => this.leg(columns, `${base} AS held`, table, each, interval));
    return `(${legs.join(' UNION ALL ')})`;
  }

  private leg(
    columns: Column[],
    from: string,
    table: string,
    workspace: StandInWorkspace,
    interval: Interval | undefined,
  ): string {
    const lag = BigInt(workspace.lateBy) * HOUR;
    const generated = lag > 0n ? `("Timestamp" + ${lag})` : 'coalesce("TimeGenerated", "Timestamp")';
    const own: Record<string, string> = {
      TenantId: sqlString(workspace.customerId),
      TimeGenerated: generated,
      Type: sqlString(table),
      ...(!workspace.timestamp && { Timestamp: nothingSql('datetime') }),
    };
    const list = columns.map(({ name, type }) => {
      const expression = own[name];
      if (name === 'ReportId' && type !== 'long') return `CAST(${reportIdSql(workspace)} AS ${sqlType[type]}) AS "ReportId"`;
      return expression ? `CAST(${expression} AS ${physicalType(type)}) AS ${sqlIdentifier(name)}` : sqlIdentifier(name);
    });
    const { part } = workspace;
    const conditions = [
      ...(part ? [`hash("DeviceId") % ${part.of} = ${part.rest}`] : []),
      ...(workspace.lateBy > 0 ? [`${generated} <= ${toTicks(this.telemetry.now)}`] : []),
      ...(interval ? [`${generated} BETWEEN ${interval.from} AND ${interval.to}`] : []),
    ];
    return `SELECT ${list.join(', ')} FROM ${from}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`;
  }
}

const between = (interval: Interval | undefined) => (interval ? `${interval.from} ${interval.to}` : '');

const reportIdSql = ({ reportId }: StandInWorkspace) =>
  reportId === 'real'
    ? `(CASE WHEN "ReportId" < ${2n ** 53n} THEN "ReportId" + "ReportId" % 2 * ${2n ** 53n} ELSE "ReportId" END)`
    : '"ReportId"';
