/** The tables that an identity may ask, each joined over all workspaces that hold it, and what is left out. Pure. */
import type { Coverage } from '@/lib/engines/model';
import type { Column } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import type { CrossWorkspaceQuery } from '@/lib/kql/workspaces/cross-workspace-union';
import {
  type CrossWorkspaceTable,
  crossWorkspaceTable,
  inexactIn,
  type Member,
  missingFrom,
  workspaceTable,
} from '@/lib/kql/workspaces/table';
import type { Workspace } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';
import { isOptional } from '@/lib/tables/tables';
import { interned } from './interned';

/** The columns of the hunted tables that are there. */
export type Tables = ReadonlyMap<string, Column[]>;

/** What one place that is asked has for an identity: a workspace, or the whole tenant. */
export interface Holdings {
  workspace: Workspace;
  /** Its hunted tables, or why it cannot be asked. */
  tables: Tables | Fault;
}

export interface JointTables {
  /** The workspace that queries are put to. */
  primary: Workspace;
  tables: CrossWorkspaceTable[];
  schemas: TableSchema[];
  coverage: Coverage;
}

/** What can be asked of tables with these schemas, where some workspaces may refuse. Throws a Fault when all do. */
export function jointTablesOf(holdings: Holdings[], known: TableSchema[]): JointTables {
  const readable = holdings.flatMap(({ workspace, tables }) => (tables instanceof Fault ? [] : [{ workspace, held: tables }]));
  const [first, second] = readable;
  if (!first) throw allRefuse(holdings);
  const tables = known.map((schema) => {
    const members = readable.flatMap(({ workspace, held }): Member[] => {
      const columns = held.get(schema.name);
      const source = second ? workspaceTable(idOf(workspace), schema.name) : schema.name;
      return columns ? [{ source, columns, workspace: holdings.length > 1 ? workspace.name : null }] : [];
    });
    return crossWorkspaceTable(schema, members);
  });
  const schemas = interned(tables.map(({ schema }) => schema));
  const workspaces = holdings.length > 1 ? readable.map(({ workspace }) => workspace.name) : [];
  const coverage = { tables: tables.map(coverOf), workspaces, notices: noticesOf(holdings, tables) };
  return { primary: first.workspace, tables, schemas, coverage };
}

export const idOf = ({ customerId, resourceId }: Workspace) => customerId ?? resourceId ?? '';

function coverOf({ schema: { name }, members }: CrossWorkspaceTable): Coverage['tables'][number] {
  const timed = members.some(({ columns }) => columns.some((c) => c.name === 'Timestamp'));
  return { name, present: members.length > 0, timeColumn: timed || members.length === 0 ? 'Timestamp' : 'TimeGenerated' };
}

function noticesOf(holdings: Holdings[], tables: CrossWorkspaceTable[]): string[] {
  // What some workspace lacks of an optional table is told where it is asked for (`unmet`).
  const anywhere = tables
    .filter(({ schema, members }) => members.length > 0 && !isOptional(schema.name))
    .map(({ schema }) => schema.name);
  return holdings.flatMap(({ workspace: { name }, tables: held }) => {
    if (held instanceof Fault) return [`${says(name, held)} It is not in this answer.`];
    const missing = anywhere.filter((table) => !held.has(table));
    return missing.length === 0 ? [] : [`Workspace “${name}” has no ${missing.join(', ')}.`];
  });
}

const verbs: Partial<Record<Fault['kind'], string>> = { forbidden: 'refused', 'not-found': 'is gone' };

const says = (name: string, fault: Fault) => `Workspace “${name}” ${verbs[fault.kind] ?? 'cannot be asked'}. ${fault.message}`;

function allRefuse(holdings: Holdings[]): Fault {
  const refusals = holdings.flatMap(({ workspace, tables }) => (tables instanceof Fault ? [{ workspace, fault: tables }] : []));
  const [first, ...others] = refusals;
  if (!first) return new Fault('unavailable', 'No Log Analytics workspace is set.');
  const more = others.length === 0 ? '' : ` ${others.length} more cannot be asked either.`;
  return new Fault(first.fault.kind, `${says(first.workspace.name, first.fault)}${more}`);
}

/**
 * Optional tables and columns that a query names and that some place has nothing for, or nothing exact. `placeOf` says a place by its name:
 * “workspace “contoso””.
 */
export function unmet(
  query: CrossWorkspaceQuery,
  { primary, coverage, tables }: JointTables,
  placeOf: (name: string) => string,
): string[] {
  const columns = new Set(query.columns);
  const read = query.tables.flatMap((name) => tables.find(({ schema }) => schema.name === name) ?? []);
  return read.flatMap(({ schema, members }) => [
    ...(isOptional(schema.name) ? coverage.workspaces : [])
      .filter((name) => !members.some(({ workspace }) => workspace === name))
      .map((name) => `Workspace “${name}” has no ${schema.name}.`),
    ...members.flatMap((member) => {
      const lacked = missingFrom(schema, member).filter((name) => columns.has(name));
      const inexact = inexactIn(schema, member).filter((name) => columns.has(name));
      const where = `In ${placeOf(member.workspace ?? primary.name)}, ${schema.name} has`;
      return [
        ...(lacked.length === 0 ? [] : [`${where} no ${lacked.join(', ')}: nothing is found by that there.`]),
        ...(inexact.length === 0
          ? []
          : [`${where} ${inexact.join(', ')} as real, which is inexact beyond 2^53: such values are left out there.`]),
      ];
    }),
  ]);
}
