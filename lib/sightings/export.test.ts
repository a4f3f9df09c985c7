import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvLines, type ExportTable, inert, xmlSafe } from './export';

const table = (value: string): ExportTable => ({ about: [['Window', 'a\nb']], header: ['Device', 'Count'], rows: [[value, -5]] });
const csv = (value: string) => parse([...csvLines(table(value))].join(''), { bom: true, comment: '#', comment_no_infix: true });

test.each(['=1+1', '+1', '-2', '@SUM(A1)', ' =cmd', '\t=x', '\u200b=x', '\u202e=x', '＝1', '\r=1'])(
  '%j is no formula',
  (value) => {
    expect(inert(value)).toBe(`'${value}`);
    expect(csv(value)).toEqual([
      ['Device', 'Count'],
      [`'${value}`, '-5'],
    ]);
  },
);

test.each(['ws-1', 'a "b", c\r\nd', '<script>', "Robert'); DROP TABLE x;--", '../../etc/passwd', '# no comment'])(
  '%j survives as it is',
  (value) => {
    expect(csv(value)[1]?.[0]).toBe(value);
  },
);

test('what the file says of itself stays on its own lines', () => {
  expect([...csvLines(table('x'))][1]).toBe('# Window: a b\r\n');
});

test('a sheet holds no character that XML cannot', () => {
  expect(xmlSafe('a\u0000b\u001b\ud800\ufffe\n')).toBe('a\u2400b\u241b\ufffd\ufffd\n');
});
