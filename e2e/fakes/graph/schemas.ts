/** Defender's own tables. They lack the columns that only Log Analytics has, and have as text what is dynamic in Log Analytics. */
import type { Column } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import { sqlIdentifier } from '@/lib/kql/sql/sql';
import { toTicks } from '@/lib/shared/time';
import type { Interval } from '../api/interval';
import type { Telemetry, View } from '../api/telemetry';

const onlyLogAnalytics = ['TimeGenerated', 'TenantId', 'Type', 'SourceSystem', '_BilledSize', '_IsBillable'];
const RETENTION = 30n * 864_000_000_000n;

export class DefenderTables {
  private readonly schemas: TableSchema[];

  constructor(private readonly telemetry: Telemetry) {
    this.schemas = telemetry.holdings.schemas.map(({ name, columns }) => ({
      name,
      columns: columns
        .filter((column) => !onlyLogAnalytics.includes(column.name))
        .map((column): Column => (column.type === 'dynamic' ? { ...column, type: 'string' } : column)),
    }));
  }

  /** The rows of the last 30 days that lie in the interval, if the question has one. */
  view(interval: Interval | undefined): View {
    const earliest = toTicks(this.telemetry.now) - RETENTION;
    const from = interval && interval.from > earliest ? interval.from : earliest;
    const to = interval?.to ?? toTicks(this.telemetry.now);
    return {
      schemas: this.schemas,
      key: `${from} ${to}`,
      relation: (name) => {
        const base = this.telemetry.holdings.relation(name);
        const schema = this.schemas.find((each) => each.name === name);
        if (!base || !schema) return undefined;
        const list = schema.columns.map((column) => this.columnSql(name, column));
        return `(SELECT ${list.join(', ')} FROM ${base} AS held WHERE "Timestamp" BETWEEN ${from} AND ${to})`;
      },
    };
  }

  private columnSql(table: string, { name }: Column): string {
    const quoted = sqlIdentifier(name);
    const held = this.telemetry.holdings.schemas.find((each) => each.name === table)?.columns.find((each) => each.name === name);
    return held?.type === 'dynamic' ? `coalesce(CAST(${quoted} AS VARCHAR), '') AS ${quoted}` : quoted;
  }
}
