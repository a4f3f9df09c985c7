/** One query that tells the columns of all hunted tables in one or more workspaces. Pure. */
import { z } from 'zod';
import { kqlType } from '@/lib/engines/azure/cells';
import { idOf, type Tables } from '@/lib/engines/azure/joint-tables';
import type { QueryResult } from '@/lib/engines/engine';
import type { Column } from '@/lib/kql/model';
import { kqlString } from '@/lib/kql/quote';
import { type TableSchema, tableSchemas } from '@/lib/kql/schemas';
import { workspaceTable } from '@/lib/kql/workspaces/table';
import type { Workspace } from '@/lib/shared/azure-env';

/** A row for each table, with its columns as `ordinal type name`; none for one that is not there, or that the identity may not see. */
export function schemaQuery(workspaces: Workspace[], tables: TableSchema[] = tableSchemas): string {
  const legs = workspaces.flatMap((workspace) =>
    tables.map(({ name }) => {
      const source = workspaces.length > 1 ? workspaceTable(idOf(workspace), name) : name;
      return `(${source} | getschema | project Workspace = ${kqlString(workspace.name)}, Table = '${name}', Column = strcat(ColumnOrdinal, ' ', ColumnType, ' ', ColumnName))`;
    }),
  );
  return `union isfuzzy=true ${legs.join(', ')}\n| summarize Columns = make_list(Column) by Workspace, Table`;
}

const list = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));
const row = z.tuple([z.string(), z.string(), list]);

/** The tables of each workspace that has any, by its name. Throws a ZodError for the rows of another query. */
export function readSchemas({ rows }: QueryResult): Map<string, Tables> {
  const found = new Map<string, Map<string, Column[]>>();
  for (const cells of rows) {
    const [workspace, table, columns] = row.parse(cells);
    const tables = found.get(workspace) ?? new Map<string, Column[]>();
    found.set(workspace, tables.set(table, readColumns(columns)));
  }
  return found;
}

/** In their order. One of a type that KQL does not know cannot be asked for. */
function readColumns(columns: string[]): Column[] {
  const read = columns.flatMap((text) => {
    const [, ordinal, type, name = ''] = /^(\d+) (\S+) (.*)$/s.exec(text) ?? [];
    const known = kqlType.safeParse(type).data;
    return known ? [{ ordinal: Number(ordinal), column: { name, type: known } }] : [];
  });
  return read.sort((a, b) => a.ordinal - b.ordinal).map(({ column }) => column);
}
