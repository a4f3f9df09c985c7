/** All workspaces of an identity as one: its tables over their legs, and what is left out. Pure. */
import type { Coverage } from '@/lib/engines/model';
import { type Leg, lackedBy, type SpreadTable, spreadTable, workspaceTable } from '@/lib/kql/legs';
import type { SpreadQuery } from '@/lib/kql/over-legs';
import { type TableSchema, tableSchemas } from '@/lib/kql/schemas';
import type { Workspace } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';
import { interned } from './interned';
import type { Held, Holdings } from './workspaces';

export interface Estate {
  /** The workspace that queries are put to. */
  primary: Workspace;
  tables: SpreadTable[];
  schemas: TableSchema[];
  coverage: Coverage;
}

/** What can be asked where some workspaces may refuse. Throws a Fault when all do. */
export function estateOf(holdings: Holdings[]): Estate {
  const readable = holdings.filter(({ tables }) => [...tables.values()].some((held) => !(held instanceof Fault)));
  const [first] = readable;
  if (!first) throw allRefuse(holdings);
  const tables = tableSchemas.map((schema) => {
    const legs = readable.flatMap(({ workspace, tables: own }) => legOf(schema.name, workspace, own, holdings, readable));
    return spreadTable(schema, legs);
  });
  const schemas = interned(tables.map(({ schema }) => schema));
  return { primary: first.workspace, tables, schemas, coverage: { tables: tables.map(coverOf), notices: noticesOf(holdings) } };
}

function legOf(
  name: string,
  workspace: Workspace,
  own: Holdings['tables'],
  { length: asked }: Holdings[],
  { length: read }: Holdings[],
): Leg[] {
  const columns = own.get(name);
  if (!Array.isArray(columns)) return [];
  const id = workspace.customerId ?? workspace.resourceId ?? '';
  return [{ source: read > 1 ? workspaceTable(id, name) : name, columns, workspace: asked > 1 ? workspace.name : null }];
}

function coverOf({ schema: { name }, legs }: SpreadTable): Coverage['tables'][number] {
  const timed = legs.some(({ columns }) => columns.some((c) => c.name === 'Timestamp'));
  return { name, present: legs.length > 0, timeColumn: timed || legs.length === 0 ? 'Timestamp' : 'TimeGenerated' };
}

function noticesOf(holdings: Holdings[]): string[] {
  return holdings.flatMap(({ workspace: { name }, tables }) => {
    const held = [...tables];
    const faults = held.filter((entry): entry is [string, Fault] => entry[1] instanceof Fault);
    const [one] = faults;
    if (one && faults.length === held.length) return [`${says(name, one[1])} It is not in this answer.`];
    const lost = faults.map(([table, fault]) => `${says(name, fault)} Its ${table} is not in this answer.`);
    const missing = held.filter(([table, value]) => value === null && isElsewhere(table, holdings)).map(([table]) => table);
    return missing.length === 0 ? lost : [...lost, `Workspace ${name} has no ${missing.join(', ')}.`];
  });
}

const isElsewhere = (table: string, holdings: Holdings[]) => holdings.some(({ tables }) => Array.isArray(tables.get(table)));

const verbs: Partial<Record<Fault['kind'], string>> = { forbidden: 'refused', 'not-found': 'is gone' };

const says = (name: string, fault: Fault) => `Workspace ${name} ${verbs[fault.kind] ?? 'cannot be asked'}. ${fault.message}`;

function allRefuse(holdings: Holdings[]): Fault {
  const isFault = (held: Held): held is Fault => held instanceof Fault;
  const refusals = holdings.flatMap(({ workspace, tables }) =>
    [...tables.values()]
      .filter(isFault)
      .slice(0, 1)
      .map((fault) => ({ workspace, fault })),
  );
  const [first, ...others] = refusals;
  if (!first) return new Fault('unavailable', 'No Log Analytics workspace is set.');
  const more = others.length === 0 ? '' : ` ${others.length} more cannot be asked either.`;
  return new Fault(first.fault.kind, `${says(first.workspace.name, first.fault)}${more}`);
}

/** Columns that a query names and that some workspace has nothing for. */
export function unmet({ tables, columns }: SpreadQuery, primary: Workspace): string[] {
  return tables.flatMap(({ schema, legs }) =>
    legs.flatMap((leg) => {
      const lacked = lackedBy(schema, leg).filter((name) => columns.has(name));
      const place = leg.workspace ?? primary.name;
      return lacked.length === 0
        ? []
        : [`In workspace ${place}, ${schema.name} has no ${lacked.join(', ')}: nothing is found by that there.`];
    }),
  );
}
