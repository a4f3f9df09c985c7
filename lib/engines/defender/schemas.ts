import { type TableSchema, tableSchemas } from '@/lib/kql/schemas';

/** What a table has only once it is in a workspace. */
const ofWorkspaces = new Set(['TimeGenerated', 'TenantId', 'Type', 'SourceSystem', '_BilledSize', '_IsBillable']);

/** The hunted tables as advanced hunting has them. */
export const defenderSchemas: TableSchema[] = tableSchemas.map(({ name, columns }) => ({
  name,
  columns: columns.filter((column) => !ofWorkspaces.has(column.name)),
}));
