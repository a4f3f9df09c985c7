import 'server-only';
import path from 'node:path';
import type { TableStatus } from '@/lib/engines/model';
import { type TableSchema, tableSchemas } from '@/lib/kql/schemas';
import { Fault } from '@/lib/shared/errors';
import { formatTicks } from '@/lib/shared/time';
import { recoverCommits } from './commits.server';
import type { Database } from './database.server';
import { isMissingFile, knownFault, unreadableFile } from './faults';
import { type FileFacts, readFacts } from './file-facts.server';
import { type Inventory, type InventoryFile, takeInventory } from './inventory';
import { misfit, relationSql, type TableFile, widenSchema } from './relation';
import type { Tables } from './translation/translator';

export interface Table {
  schema: TableSchema;
  files: TableFile[];
  /** Why it cannot be asked. */
  fault: Fault | null;
}

/** The tables as they are at one moment. */
export class Holdings {
  /** The tables' columns: those of the schema, then those only the files have. */
  readonly schemas: TableSchema[];
  #tables: Tables | undefined;

  constructor(
    readonly version: string,
    private readonly byName: Map<string, Table>,
  ) {
    this.schemas = [...byName.values()].map(({ schema }) => schema);
  }

  /** SQL of a table's rows; undefined when no such table is known. Throws its Fault when a file of it cannot be read. */
  relation(name: string): string | undefined {
    const table = this.byName.get(name);
    if (table?.fault) throw table.fault;
    return table && relationSql(table.schema, table.files);
  }

  /** The tables as a translation needs them. */
  get tables(): Tables {
    this.#tables ??= { version: this.version, schemas: this.schemas, relations: relationsOf(this.byName) };
    return this.#tables;
  }

  /** Undefined where it cannot be asked, or holds nothing. */
  table(name: string): Table | undefined {
    const table = this.byName.get(name);
    return table && table.fault === null && table.files.length > 0 ? table : undefined;
  }

  files(name: string): string[] {
    return (this.byName.get(name)?.files ?? []).map(({ path }) => path);
  }

  statuses(): TableStatus[] {
    return [...this.byName.values()].map(statusOf);
  }
}

/** Knows what DATA_DIR holds; looks again each time, and reads the footers of files it has not seen. */
export class Catalogue {
  private readonly facts = new Map<string, Promise<FileFacts>>();
  private last: Holdings | undefined;

  constructor(
    private readonly dataDir: string,
    private readonly database: Database,
  ) {}

  async load(): Promise<Holdings> {
    const inventory = await this.settledInventory();
    if (this.last?.version === inventory.version) return this.last;
    const tables = await Promise.all(tableSchemas.map((schema) => this.table(schema, inventory.files.get(schema.name) ?? [])));
    this.forgetOthers(inventory);
    const holdings = new Holdings(inventory.version, new Map(tables.map((table) => [table.schema.name, table])));
    this.last = holdings;
    return holdings;
  }

  /** First completes a commit that was interrupted. */
  private async settledInventory(): Promise<Inventory> {
    const inventory = takeInventory(this.dataDir);
    if (!inventory.unfinished) return inventory;
    await recoverCommits(this.dataDir);
    return takeInventory(this.dataDir);
  }

  private async table(schema: TableSchema, found: InventoryFile[]): Promise<Table> {
    const files: TableFile[] = [];
    let fault: Fault | null = null;
    for (const file of found) {
      try {
        const facts = await this.factsOf(file);
        const why = misfit(schema, facts.columns);
        if (why) fault ??= this.foreign(file, why);
        else files.push({ ...file, facts });
      } catch (error) {
        if (isMissingFile(error)) continue; // an import has just replaced it
        fault ??= knownFault(error) ?? unreadableFile(this.dataDir, file.path, error);
      }
    }
    return { schema: widenSchema(schema, files), files, fault };
  }

  private foreign(file: InventoryFile, why: string): Fault {
    const name = path.relative(this.dataDir, file.path);
    return new Fault('unavailable', `${name} was not written by an import: ${why}. Move it away and import it instead.`);
  }

  private factsOf(file: InventoryFile): Promise<FileFacts> {
    const known = this.facts.get(file.key);
    if (known) return known;
    const reading = readFacts(this.database, file.path);
    this.facts.set(file.key, reading);
    reading.catch(() => this.facts.delete(file.key)); // the file may be repaired
    return reading;
  }

  private forgetOthers(inventory: Inventory): void {
    const keys = new Set([...inventory.files.values()].flat().map(({ key }) => key));
    for (const key of this.facts.keys()) if (!keys.has(key)) this.facts.delete(key);
  }
}

function relationsOf(tables: Map<string, Table>): Tables['relations'] {
  const relation = ({ schema, files, fault }: Table): Tables['relations'][string] =>
    fault ? { fault: { kind: fault.kind, message: fault.message } } : { sql: relationSql(schema, files) };
  return Object.fromEntries([...tables].map(([name, table]) => [name, relation(table)]));
}

function statusOf({ schema, files, fault }: Table): TableStatus {
  const facts = files.map((file) => file.facts);
  const ticks = facts.flatMap(({ first, last }) => [first, last]).filter((each) => each !== null);
  const ordered = ticks.sort((a, b) => (a < b ? -1 : 1));
  const [first, last] = [ordered[0], ordered.at(-1)];
  return {
    name: schema.name,
    present: files.length > 0 || fault !== null,
    timeColumn: 'Timestamp',
    within: null,
    rows: String(facts.reduce((sum, { rows }) => sum + rows, 0n)),
    firstEvent: first === undefined ? null : formatTicks(first),
    lastEvent: last === undefined ? null : formatTicks(last),
    fault: fault?.message ?? null,
  };
}
