import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HuntedFacts } from '@/lib/tables/table';
import { signalFacts, signals, tableNames, tableOfSignal, tables } from '@/lib/tables/tables';
import { schemaOf } from './schemas';

const columnsOf = (table: string) => (schemaOf(table)?.columns ?? []).map(({ name }) => name);
const named = (columns: object | null): string[] =>
  Object.values(columns ?? {}).flatMap((c) => (typeof c === 'object' ? named(c) : c));
const columnsNamed = ({ action, subject, port, attributes, processes, linked }: HuntedFacts) =>
  [action, ...subject, port, ...named(attributes), ...named(processes), ...named(linked)].filter((name) => name !== null);

test.each(tableNames)('the facts of %s name columns that it has', (table) => {
  const { hunted, bookkeeping, account } = tables[table];
  expect(columnsOf(table)).toEqual(expect.arrayContaining([...bookkeeping, ...named(account)]));
  if (hunted !== null) expect(columnsNamed(hunted).filter((name) => !columnsOf(table).includes(name))).toEqual([]);
});

test.each(signals)('an event of the %s signal has a time, a device and an id', (signal) => {
  const types = new Map(schemaOf(tableOfSignal[signal])?.columns.map(({ name, type }) => [name, type]));
  const identity = ['Timestamp', 'DeviceId', 'DeviceName', 'ReportId'].map((name) => types.get(name));
  expect(identity).toEqual(['datetime', 'string', 'string', 'long']);
});

test('each hunted table has a signal and a hunt-name ending of its own, and the guide for hunts names both', () => {
  const endings = signals.map((signal) => signalFacts[signal].nameEnding.toLowerCase());
  expect(new Set(signals).size).toBe(tableNames.filter((table) => tables[table].hunted !== null).length);
  expect(new Set(endings).size).toBe(signals.length);
  const guide = readFileSync('docs/recipes/hunt.md', 'utf8');
  for (const signal of signals) {
    expect(signal).toMatch(/^[a-z]+$/);
    expect(guide).toContain(`“ - ${signalFacts[signal].nameEnding}” (${tableOfSignal[signal]})`);
  }
});
