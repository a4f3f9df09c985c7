import { expect, test } from 'vitest';
import { JsonSplitter } from './json-splitter';

function split(text: string, size = text.length) {
  const splitter = new JsonSplitter('x.json');
  const pieces = [];
  for (let at = 0; at < text.length; at += size) pieces.push(...splitter.push(text.slice(at, at + size)));
  splitter.finish();
  return pieces.map(({ kind, text: piece }) => `${kind} ${piece}`.trim());
}

const graph =
  '{"@odata.context":"x","schema":[{"name":"A","type":"Int64"}],"results":[{"A":9007199254740993},{"A":"]}\\\\\\"{["} ]}';

test('finds the rows of a Graph answer', () => {
  expect(split(graph)).toEqual(['row {"A":9007199254740993}', 'row {"A":"]}\\\\\\"{["}']);
});

test('pieces may end anywhere', () => {
  const whole = split(graph);
  for (let size = 1; size < graph.length; size++) expect(split(graph, size)).toEqual(whole);
});

test('finds the tables of a Log Analytics answer, and its error', () => {
  const text =
    '{"tables":[{"name":"P","columns":[{"name":"A"}],"rows":[[1],[2]]},{"columns":[],"rows":[]}],"error":{"code":"PartialError"}}';
  expect(split(text)).toEqual([
    'table',
    'columns [{"name":"A"}]',
    'row [1]',
    'row [2]',
    'table',
    'columns []',
    'error {"code":"PartialError"}',
  ]);
});

test('a plain array, wrapped records and objects one after another', () => {
  expect(split('[{"a":1}, 7, "x", [2]]')).toEqual(['row {"a":1}', 'row 7', 'row "x"', 'row [2]']);
  expect(split('{"records":[{"a":{"records":[1]}}]}')).toEqual(['row {"a":{"records":[1]}}']);
  expect(split('{\n "a": {"b": [1]} }\n{"a":2}')).toEqual(['row {\n "a": {"b": [1]} }', 'row {"a":2}']);
});

test('every cut of a document is noticed', () => {
  for (let end = 1; end < graph.length; end++) expect(() => split(graph.slice(0, end)), graph.slice(0, end)).toThrow('cut short');
});

test('a document nested without end is refused, whatever it is in', () => {
  for (const start of ['', '{"records":[],"x":', '[[', '{"a":'])
    expect(() => split(start + '['.repeat(2000))).toThrow('nested more than');
});

test('brackets that close nothing are named', () => {
  expect(() => split('[{"a":1]}')).toThrow('damaged');
});
