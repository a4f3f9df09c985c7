/** Brings rows made in TypeScript into the staging database. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Staging } from '@/lib/engines/embedded/staging.server';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';

export type Values = Record<string, string | number | bigint | boolean | string[] | null>;

/** Makes a table of the rows, its columns typed as given. */
export async function loadTable(staging: Staging, name: string, types: Record<string, string>, rows: Values[]): Promise<void> {
  const columns = Object.entries(types).map(([column, type]) => `${sqlIdentifier(column)} ${type}`);
  await staging.connection.run(`CREATE TABLE ${sqlIdentifier(name)} (${columns.join(', ')})`);
  if (rows.length === 0) return;
  const file = path.join(staging.folder, `${name}.ndjson`);
  const text = rows
    .map((row) => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
    .join('\n');
  await writeFile(file, text);
  const shape = Object.entries(types).map(([column, type]) => `${sqlIdentifier(column)}: ${sqlString(type)}`);
  await staging.connection.run(
    `INSERT INTO ${sqlIdentifier(name)} SELECT * FROM read_json(${sqlString(file)}, format = 'newline_delimited', columns = {${shape.join(', ')}})`,
  );
}
