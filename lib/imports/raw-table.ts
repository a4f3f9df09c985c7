import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '@/lib/kql/model';
import { schemaOf } from '@/lib/kql/schemas';
import { Fault } from '@/lib/shared/errors';
import { formatCount } from '@/lib/shared/format';
import type { ImportTable } from './recognise';
import type { Row } from './rows';
import { NUL } from './text';
import { isDisplayForm } from './times';
import { BadValue, convert } from './values';

const MAX_COLUMNS = 1000;
/** The longest value that is taken, in characters. Log Analytics cuts at 64 kB, Windows at 32 k; longer ones would fill the memory of a list. */
const MAX_VALUE = 128 * 1024;
/** The same limit for columns that every list shows. */
const MAX_IDENTITY = 1024;
const identity = new Set(['DeviceId', 'DeviceName']);
/** After so many characters the appender is flushed. By itself it keeps 200,000 rows in memory, however long they are. */
const FLUSH = 16 * 1024 * 1024;

/** Where the values of one shape of row go: a slot and a type for each. */
type Plan = (Column & { slot: number })[];

const unplanned = { slot: 0, name: '', type: 'string' } as const;

/**
 * The rows of one table as they are read, in a table of the staging database: their key, and all their values in one text parted by NUL,
 * which no value holds. One call a row instead of one a value: that is three times the speed.
 */
export class RawTable {
  readonly relation: string;
  readonly columns: Column[];
  private readonly seen = new Set<string>();
  rows = 0;
  /** The characters of all values together. */
  characters = 0;
  /** Rows whose time was written in a portal's display form, without the last digits. */
  displayTimes = 0;
  private unflushed = 0;
  private readonly slots = new Map<string, number>();
  private readonly plans = new WeakMap<readonly string[], Plan>();
  private readonly blank: string[];
  /** How many columns the schema has. */
  private readonly known: number;
  private appender: DuckDBAppender | undefined;
  private readonly keys: { deviceId: number; timestamp: number; timeGenerated: number; reportId: number };

  constructor(
    readonly table: ImportTable,
    private readonly connection: DuckDBConnection,
  ) {
    this.relation = `raw_${table}`;
    this.columns = [...(schemaOf(table)?.columns ?? [])];
    this.columns.forEach(({ name }, slot) => {
      this.slots.set(name.toLowerCase(), slot);
    });
    this.known = this.columns.length;
    this.blank = this.columns.map(() => '');
    const slot = (name: string) => this.slots.get(name.toLowerCase()) ?? -1;
    this.keys = {
      deviceId: slot('DeviceId'),
      timestamp: slot('Timestamp'),
      timeGenerated: slot('TimeGenerated'),
      reportId: slot('ReportId'),
    };
  }

  async open(): Promise<void> {
    await this.connection.run(
      `CREATE TABLE ${this.relation} (n BIGINT, DeviceId VARCHAR, Timestamp BIGINT, ReportId BIGINT, fields VARCHAR)`,
    );
    this.appender = await this.connection.createAppender(this.relation);
  }

  close(): void {
    this.appender?.closeSync();
    this.appender = undefined;
  }

  /** Columns of the schema that no row brought; they are filled with nothing. */
  get missingColumns(): string[] {
    return this.columns.map(({ name }) => name).filter((name) => !this.seen.has(name));
  }

  /** Columns that the schema does not know; they are kept as text. */
  get unknownColumns(): string[] {
    return this.columns.slice(this.known).map(({ name }) => name);
  }

  /** Takes a row in, or says why it cannot. */
  add(row: Row): string | undefined {
    const plan = this.planOf(row.names);
    const cells = this.blank.slice();
    let display = false;
    for (let index = 0; index < plan.length; index++) {
      const { slot, type, name } = plan[index] ?? unplanned;
      const value = row.values[index] ?? '';
      const most = identity.has(name) ? MAX_IDENTITY : MAX_VALUE;
      if (value.length > most) return `${name}: ${formatCount(value.length)} characters; at most ${formatCount(most)} are read`;
      try {
        cells[slot] = convert(type, value);
      } catch (error) {
        if (error instanceof BadValue) return `${name}: ${error.reason}`;
        throw error;
      }
      if (type === 'datetime' && isDisplayForm(value)) display = true;
    }
    const { deviceId, timestamp, timeGenerated, reportId } = this.keys;
    cells[timestamp] ||= cells[timeGenerated] ?? '';
    cells[timeGenerated] ||= cells[timestamp] ?? '';
    const device = cells[deviceId] ?? '';
    const time = cells[timestamp] ?? '';
    const report = cells[reportId] ?? '';
    if (device === '' || time === '' || report === '') return missing(device, time, report);
    this.append(device, time, report, cells.join(NUL));
    if (display) this.displayTimes += 1;
    return undefined;
  }

  private append(device: string, time: string, report: string, fields: string): void {
    const appender = this.appender;
    if (!appender) throw new Error(`${this.relation} is not open`);
    appender.appendBigInt(BigInt(this.rows));
    appender.appendVarchar(device);
    appender.appendBigInt(BigInt(time));
    appender.appendBigInt(BigInt(report));
    appender.appendVarchar(fields);
    appender.endRow();
    this.rows += 1;
    this.characters += fields.length;
    this.unflushed += fields.length;
    if (this.unflushed < FLUSH) return;
    appender.flushSync();
    this.unflushed = 0;
  }

  private planOf(names: readonly string[]): Plan {
    const known = this.plans.get(names);
    if (known) return known;
    const plan = names.map((name) => {
      const slot = this.slotOf(name);
      const column = this.columns[slot] ?? { name, type: 'string' as const };
      this.seen.add(column.name);
      return { slot, name: column.name, type: column.type };
    });
    this.plans.set(names, plan);
    return plan;
  }

  /** The slot of a column in any case; one the schema does not know becomes a text column of its own. */
  private slotOf(name: string): number {
    const known = this.slots.get(name.toLowerCase());
    if (known !== undefined) return known;
    if (this.columns.length >= MAX_COLUMNS)
      throw new Fault(
        'bad-input',
        `${this.table} has ${this.known} columns of its own, and ${MAX_COLUMNS} in all are read: “${name}” is the first one of the file that is too many.`,
      );
    this.columns.push({ name, type: 'string' });
    this.blank.push('');
    this.slots.set(name.toLowerCase(), this.columns.length - 1);
    return this.columns.length - 1;
  }
}

function missing(device: string, time: string, report: string): string {
  const names = [device === '' && 'DeviceId', time === '' && 'Timestamp', report === '' && 'ReportId'].filter(Boolean);
  return `${names.join(', ')} missing: a row is known by DeviceId, Timestamp and ReportId`;
}
