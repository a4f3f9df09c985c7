import { expect, test } from 'vitest';
import { Database } from './cases/database';
import { kqlDatetime, kqlString } from './quote';
import { sqlIdentifier, sqlString } from './sql/sql';

const hostile = [
  '',
  "it's",
  'a "quoted" name',
  'back\\slash\\',
  "\\'; drop table Victims; //",
  "' or 1==1 //",
  '\'; DROP TABLE "Victims"; --',
  'line\nbreak\r\n\ttab',
  '\0nul\0',
  '\u202Egnp.exe',
  '\u200Bzero\uFEFFwidth',
  '\u2028\u2029',
  '```fence```',
  "@'verbatim'",
  "h'hidden'",
  '$x {y} %s $1 \\u0041 \\x41',
  '../../etc/passwd',
  '=cmd|calc!A1',
  '<script>alert(1)</script>',
  '🦊 \u{1F468}\u200D\u{1F469} İıſK',
  'ÄÖÜ'.repeat(500),
];

test.each(hostile)('%j enters KQL as itself, and comes out of SQL as itself', async (text) => {
  const database = await Database.open([{ name: 'Victims', columns: [{ name: 'Name', type: 'string' }] }]);
  await database.connection.run(`INSERT INTO "Victims" VALUES (${sqlString(text)}), ('other')`);
  const quoted = kqlString(text);
  expect((await database.ask(`print ${quoted}`)).rows).toEqual([[text]]);
  const found = await database.ask(
    `Victims | where Name == ${quoted} and Name in (${quoted}) and Name =~ ${quoted} | project Name`,
  );
  expect(found.rows).toEqual([[text]]);
  expect((await database.ask(`Victims | where Name contains_cs ${quoted} and Name !has 'other'`)).rows).toEqual([[text]]);
  expect((await database.ask('Victims | count')).rows).toEqual([['2']]);
});

test('what a quoted text shows holds no control, bidi or zero-width characters', () => {
  for (const text of hostile) expect(kqlString(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
});

test.each(['weird "name"', "it's", 'a b', '"; DROP TABLE "Victims"; --'])('a column named %j stays a name', async (name) => {
  const database = await Database.open([{ name: 'Victims', columns: [{ name, type: 'long' }] }]);
  await database.connection.run(`INSERT INTO "Victims" VALUES (1)`);
  const kql = `Victims | extend Twice = [${kqlString(name)}] * 2 | sort by [${kqlString(name)}] asc`;
  expect(await database.ask(kql)).toMatchObject({ columns: [`${name}:long`, 'Twice:long'], rows: [['1', '2']] });
  expect((await database.connection.runAndReadAll(`SELECT ${sqlIdentifier(name)} FROM "Victims"`)).getRowsJson()).toEqual([
    [1n.toString()],
  ]);
});

test('a time keeps its 100 ns', async () => {
  const database = await Database.open([]);
  const instant = '2026-03-10T08:59:59.1234567Z';
  expect(kqlDatetime(instant)).toBe(`datetime(${instant})`);
  expect((await database.ask(`print ${kqlDatetime(instant)}`)).rows).toEqual([[instant]]);
  expect(() => kqlDatetime("2026-03-10'); drop")).toThrow('Not a time');
});
