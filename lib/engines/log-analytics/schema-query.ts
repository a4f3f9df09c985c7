/** One query that tells the columns of all hunted tables in one or more workspaces. Pure. */
import { z } from 'zod';
import type { QueryResult } from '@/lib/engines/engine';
import type { Column } from '@/lib/engines/model';
import { workspaceTable } from '@/lib/kql/legs';
import { kqlString } from '@/lib/kql/quote';
import { tableSchemas } from '@/lib/kql/schemas';
import type { Workspace } from '@/lib/shared/azure-env';
import { kqlType } from './cells';

/** The columns of the hunted tables that are there. */
export type Tables = ReadonlyMap<string, Column[]>;

/** A table that is not there, or that the identity may not see, gives no row. */
export function schemaQuery(workspaces: Workspace[]): string {
  const legs = workspaces.flatMap((workspace) =>
    tableSchemas.map(({ name }) => {
      const source = workspaces.length > 1 ? workspaceTable(idOf(workspace), name) : name;
      return `(${source} | getschema | project Workspace = ${kqlString(workspace.name)}, Table = '${name}', ColumnName, ColumnType, ColumnOrdinal)`;
    }),
  );
  return `union isfuzzy=true ${legs.join(', ')}`;
}

export const idOf = ({ customerId, resourceId }: Workspace) => customerId ?? resourceId ?? '';

const row = z.tuple([z.string(), z.string(), z.string(), kqlType, z.coerce.number()]);

function readRow(cells: unknown): z.infer<typeof row>[] {
  const { data } = row.safeParse(cells);
  return data ? [data] : [];
}

/** The tables of each workspace that has any, by its name. A column of a type that KQL does not know cannot be asked for. */
export function readSchemas({ rows }: QueryResult): Map<string, Tables> {
  const found = new Map<string, Map<string, Column[]>>();
  const read = rows.flatMap(readRow).sort((a, b) => a[4] - b[4]);
  for (const [workspace, table, name, type] of read) {
    const tables = found.get(workspace) ?? new Map<string, Column[]>();
    found.set(workspace, tables.set(table, [...(tables.get(table) ?? []), { name, type }]));
  }
  return found;
}
