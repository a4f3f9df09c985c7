import { expect, test } from 'vitest';
import { NOW } from '../cases/database';
import { caseSchemas } from '../cases/tables';
import { translate } from './translate';

const noticesOf = (kql: string) => translate(kql, { now: NOW, schemas: caseSchemas, relation: (name) => name }).notices;

test('a time read from a column says which forms are read; one from a constant or a time needs no notice', () => {
  expect(noticesOf('Events | where todatetime(Name) > ago(1d)')).toEqual([
    expect.stringMatching(/^todatetime\(\) reads ISO 8601/),
  ]);
  expect(noticesOf("Events | where todatetime('2026-03-10') > Time and todatetime(Time) > ago(1d)")).toEqual([]);
});

test('ingestion_time() says that it is null', () => {
  expect(noticesOf('Events | where ingestion_time() > ago(1d)')).toEqual([expect.stringContaining('null')]);
});
