import { expect, test } from 'vitest';
import { groupFields, readableJson } from './field-groups';

const schema = [
  { name: 'Timestamp', type: 'datetime' },
  { name: 'FileName', type: 'string' },
  { name: 'ProcessCommandLine', type: 'string' },
  { name: 'ProcessVersionInfoCompanyName', type: 'string' },
  { name: 'ProcessRemoteSessionIP', type: 'string' },
  { name: 'InitiatingProcessFileName', type: 'string' },
  { name: 'InitiatingProcessParentFileName', type: 'string' },
  { name: 'InitiatingProcessSessionId', type: 'long' },
  { name: 'AccountName', type: 'string' },
  { name: 'RemoteUrl', type: 'string' },
  { name: 'Signer', type: 'string' },
  { name: 'MyOwnColumn', type: 'string' },
  { name: 'Workspace', type: 'string' },
] as const;

test('every column is in exactly one group', () => {
  const columns = Object.fromEntries(schema.map(({ name }, i) => [name, i % 3 === 0 ? '' : 'x']));
  const groups = groupFields([...schema], columns);
  const all = groups.flatMap((g) => [...g.fields.map((f) => f.name), ...g.empty]);
  expect(all.toSorted()).toEqual(schema.map((c) => c.name).toSorted());
});

test('a column goes to the group one looks for it in', () => {
  const groups = groupFields([...schema], Object.fromEntries(schema.map(({ name }) => [name, 'x'])));
  expect(Object.fromEntries(groups.map((g) => [g.name, g.fields.map((f) => f.name)]))).toEqual({
    Event: ['Timestamp', 'Workspace'],
    Process: ['ProcessCommandLine'],
    File: ['FileName'],
    'Version info': ['ProcessVersionInfoCompanyName'],
    Account: ['AccountName'],
    Network: ['RemoteUrl'],
    Certificate: ['Signer'],
    'Initiating process': ['InitiatingProcessFileName'],
    'Initiating process’s parent': ['InitiatingProcessParentFileName'],
    'Remote session': ['ProcessRemoteSessionIP', 'InitiatingProcessSessionId'],
    Other: ['MyOwnColumn'],
  });
});

test('zero and false are values, nothing and empty text are not', () => {
  const columns = { Timestamp: null, FileName: '', ProcessCommandLine: 0, AccountName: false };
  const groups = groupFields([...schema], columns);
  expect(groups.flatMap((g) => g.fields.map((f) => f.name))).toEqual(['ProcessCommandLine', 'AccountName']);
});

test('JSON is laid out without touching a number or a text', () => {
  expect(readableJson('{"a":9007199254740993,"b":["x, {y}",{}],"c":"\\"q\\""}')).toBe(
    '{\n  "a": 9007199254740993,\n  "b": [\n    "x, {y}",\n    {}\n  ],\n  "c": "\\"q\\""\n}',
  );
});
