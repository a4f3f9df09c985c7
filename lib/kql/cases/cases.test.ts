/**
 * Golden cases: KQL, the SQL it becomes, and what that answers. `UPDATE_CASES=1 npx vitest run lib/kql/cases/cases.test.ts`
 * writes what came out; read the diff before you commit it.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KqlError } from '../model';
import { caseFiles, readCases } from './cases';
import { Database } from './database';
import { caseSchemas, fill } from './tables';

// biome-ignore lint/style/noProcessEnv: a switch of this test alone, no setting of the product
const update = process.env.UPDATE_CASES === '1';

let database: Database;
beforeAll(async () => {
  database = await Database.open(caseSchemas);
  await fill(database);
});

async function outcome(kql: string): Promise<string> {
  try {
    const { sql, columns, rows } = await database.ask(kql);
    const lines = rows.map((row) => JSON.stringify(row));
    // A query that asks for no order may be answered in any.
    if (!/\nORDER BY [^)]*$/.test(sql)) lines.sort();
    return ['--- sql', sql, '--- rows', columns.join(' | '), ...lines].join('\n');
  } catch (error) {
    if (error instanceof KqlError) return `--- error\n${error.message}`;
    throw error;
  }
}

describe.each(caseFiles)('%s', (file) => {
  const at = path.join(__dirname, file);
  const cases = readCases(file);

  test.each(cases)('$name', async (one) => {
    const actual = await outcome(one.kql);
    if (update) one.expected = actual;
    expect(actual).toBe(one.expected);
  });

  afterAll(() => {
    if (update) writeFileSync(at, cases.map(({ name, kql, expected }) => `=== ${name}\n${kql}\n${expected}\n`).join('\n'));
  });
});
