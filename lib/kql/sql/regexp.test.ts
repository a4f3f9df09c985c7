/** What the reader of patterns lets through must be what DuckDB's RE2 can run, or a person meets the fault in an answer. */
import { beforeAll, expect, test } from 'vitest';
import { Database } from '../cases/database';
import { caseSchemas } from '../cases/tables';
import { kqlString } from '../quote';
import { regexpFault } from './regexp';

let database: Database;
beforeAll(async () => {
  database = await Database.open(caseSchemas);
});

const runs = async (pattern: string) => (await database.ask(`print X = 'x' matches regex ${kqlString(pattern)}`)).rows.length;

test.each([
  '\\p{Lu}',
  '\\pN',
  '\\p{Greek}',
  '\\P{^L}',
  '\\p{Any}',
  '[[:alpha:]-]',
  '[a-z0-9_-]+',
  '[^a-c]',
  '[\\w.-]{1,300}',
  '\\w{370}',
  '.{1000}',
  '[^a]{1000}',
  '(?i-s:a)',
  '((a{10}){10}){10}',
  '(?:\\d{1,3}\\.){3}\\d{1,3}',
  '\\x{10FFFF}',
])('%s is taken, and runs', async (pattern) => {
  expect(regexpFault(pattern)).toBeUndefined();
  expect(await runs(pattern)).toBe(1);
});

test.each([
  '\\p{Nope}',
  '\\p{Alphabetic}',
  '\\pX',
  '\\p{lu}',
  '(?i)\\pL{1000}',
  '\\w{450}',
  '\\w{300}\\w{300}',
  '(?:\\w{40}){20}',
  '[z-a]',
  '[[:foo:]]',
  '\\x{110000}',
  '(?i-)a',
  '(?-)a',
  'x**',
])('%s is refused in words, not by DuckDB', (pattern) => {
  expect(regexpFault(pattern)).toMatch(/\w/);
});
