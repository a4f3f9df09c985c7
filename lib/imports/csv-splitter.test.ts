import { expect, test } from 'vitest';
import { CsvSplitter } from './csv-splitter';

function split(text: string, size = text.length) {
  const splitter = new CsvSplitter('x.csv', ',');
  const records = [];
  for (let at = 0; at < text.length; at += size) records.push(...splitter.push(text.slice(at, at + size)));
  return [...records, ...splitter.finish()];
}

const text = 'a,"b ""quoted""",c\r\n"line 1\nline 2","",x\r\n\n,,\r\n"=1+1","\r\n","é🙂"\nlast,"one",here';

test('quotes, doubled quotes, line ends inside quotes, lines counted', () => {
  expect(split(text).map(({ line, fields }) => [line, ...fields])).toEqual([
    [1, 'a', 'b "quoted"', 'c'],
    [2, 'line 1\nline 2', '', 'x'],
    [5, '', '', ''],
    [6, '=1+1', '\r\n', 'é🙂'],
    [8, 'last', 'one', 'here'],
  ]);
  expect(split(text).map(({ ended }) => ended)).toEqual([true, true, true, true, false]);
});

test('pieces may end anywhere', () => {
  const whole = split(text);
  for (let size = 1; size < text.length; size++) expect(split(text, size)).toEqual(whole);
});

test('a lone carriage return is part of a value, the one of a line end is not', () => {
  expect(split('a\rb,c\r\r\nd,"e"\r\n').map(({ fields }) => fields)).toEqual([
    ['a\rb', 'c\r'],
    ['d', 'e'],
  ]);
});

test('what is not CSV is told with its field, and the next record is whole', () => {
  const records = split('a,b"c,d\n"e"f,g\nh,i\n');
  expect(records.map(({ fault }) => fault)).toEqual([
    'field 2 has a quote inside but does not begin with one',
    'field 1 goes on after its closing quote',
    null,
  ]);
  expect(records[0]?.text).toBe('a,b"c,d');
  expect(records[2]?.fields).toEqual(['h', 'i']);
});

test('a quote that is never closed is named with its line', () => {
  expect(() => split('a,b\nc,d\ne,"f\ng,h\n')).toThrow('x.csv, line 3: a quote that opens in this record is never closed');
});
