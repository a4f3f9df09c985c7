import { expect, test } from 'vitest';
import { changesSince, changeWords, hashesOf, type Traits } from './compare';
import { MAX_VALUES } from './traits-kql';

const NOW = '2026-03-10T12:00:00.0000000Z';
const traits: Traits = { account: ['corp\\ann'], hash: ['aa'], remote: ['relay.example'] };
const known = hashesOf(traits);
const changes = (now: Traits | undefined, decision: Partial<Parameters<typeof changesSince>[0]> = {}) =>
  changesSince({ known, reviewAt: null, ...decision }, now, NOW).map(changeWords);

test('a sighting that is as it was has not changed', () => {
  expect(changes(traits)).toEqual([]);
  expect(changes({ account: ['corp\\ann'] }), 'what is gone is no change').toEqual([]);
});

test('each trait that the decision did not know is told, with its value', () => {
  const now = {
    account: ['corp\\ann', 'corp\\bob'],
    hash: ['aa'],
    remote: ['relay.example', 'evil.example'],
    commandLine: ['x -p #'],
  };
  expect(changes(now)).toEqual(['new account: corp\\bob', 'new remote address: evil.example', 'new command line: x -p #']);
  expect(changes({ path: ['a', 'b', 'c', 'd', 'e'] })).toEqual(['new path: a, b, c and 2 more']);
});

test('the same value as another trait is not the same', () => {
  expect(changes({ path: ['aa'] })).toEqual(['new path: aa']);
});

test('a review date that has come, and one that has not', () => {
  expect(changes(traits, { reviewAt: '2026-03-10T12:00:00.0000000Z' })).toEqual(['review was due 2026-03-10 12:00 UTC']);
  expect(changes(traits, { reviewAt: '2026-03-10T12:00:00.0000001Z' })).toEqual([]);
});

test('a decision that could not see the sighting comes back', () => {
  expect(changes(traits, { known: null })).toEqual(['the telemetry could not be read when it was decided']);
});

test('telemetry that is not at hand changes nothing', () => {
  expect(changes(undefined)).toEqual([]);
});

test('a trait that had too many values to keep is not compared', () => {
  const many = hashesOf({ remote: Array.from({ length: MAX_VALUES + 1 }, (_, i) => `r${i}`) });
  expect(many).toHaveLength(1);
  expect(changes({ remote: ['evil.example'], account: ['eve'] }, { known: many })).toEqual(['new account: eve']);
});
