import { expect, test, vi } from 'vitest';
import { KqlError } from '../model';
import { tableSchemas } from '../schemas';
import { kusto } from '../syntax/kusto';
import { checkKql } from './check';

const hunt = (text: string, column = 'FileName') => `DeviceProcessEvents | where ${column} has ${text} | summarize count()`;

test('queries that differ only in the texts they look for are parsed once for the same tables', () => {
  const parse = vi.spyOn(kusto.KustoCode, 'ParseAndAnalyze');
  for (const text of ["'a'", "'b'", "'c'"]) checkKql(hunt(text), tableSchemas);
  expect(parse).toHaveBeenCalledTimes(1);
  checkKql(hunt("'a'"), [...tableSchemas]);
  expect(parse).toHaveBeenCalledTimes(2);
});

test('a wrong query is refused each time, also one that differs from a right one only in its text', () => {
  checkKql(hunt("'right'"), tableSchemas);
  for (const wrong of [hunt("'a'", 'NoSuchColumn'), hunt("'\\q'"), hunt('nobody')])
    for (let i = 0; i < 2; i++) expect(() => checkKql(wrong, tableSchemas), wrong).toThrow(KqlError);
  const long = `DeviceProcessEvents | where FileName has_any (${"'a',".repeat(100_001)}'b')`;
  expect(() => checkKql(long, tableSchemas)).toThrow(/100000|list|long/i);
});
