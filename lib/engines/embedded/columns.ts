/** SELECT lists in a schema's order. */
import { schemaOf } from '@/lib/kql/schemas';
import { sqlIdentifier } from '@/lib/kql/sql/sql';
import { nothingSql, physicalType } from './tables';

/** Every column of the table in its physical type: by its expression, or with no value where none is given. Throws for an unknown column. */
export function selectList(table: string, expressions: Record<string, string>): string {
  const columns = schemaOf(table)?.columns ?? [];
  const unknown = Object.keys(expressions).filter((name) => !columns.some((column) => column.name === name));
  if (unknown.length > 0) throw new Error(`${table} has no ${unknown.join(', ')}`);
  return columns
    .map(({ name, type }) => {
      const given = expressions[name];
      return `${given ? `CAST(${given} AS ${physicalType(type)})` : nothingSql(type)} AS ${sqlIdentifier(name)}`;
    })
    .join(', ');
}
