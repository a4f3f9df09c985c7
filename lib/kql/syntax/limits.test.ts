import { expect, test } from 'vitest';
import { checkLimits, defaultLimits, fusedLimits } from './limits';
import { parseKql } from './parse';

const times = (n: number, text: string) => text.repeat(n);
const list = (n: number, item: string) => Array.from({ length: n }, () => item).join(',');

const hostile: [string, string, RegExp][] = [
  ['long text', times(7000, '| take 10\n'), /longer than 65536/],
  ['brackets in brackets', `print ${times(61, '(')}1${times(61, ')')}`, /deep/],
  ['10,000 brackets', `print ${times(10_000, '(')}`, /deep/],
  ['a case of 1000 arms', `print case(${list(1000, 'true,1')},2)`, /list of more than/],
  ['a huge list', `T | where F in (${list(20_000, "''")})`, /list of more than/],
  ['a huge array', `print dynamic([${list(20_000, '1')}])`, /list of more than/],
  ['functions that call each other', 'let a = () { T }; let b = (){ union a(), a() }; b()', /Functions/],
  ['a function behind a comment', 'let a = () // ( \n { T }; a()', /Functions/],
];

test.each(hostile)('%s is refused before the parser sees it', (_, text, message) => {
  const began = performance.now();
  expect(() => checkLimits(text, defaultLimits)).toThrow(message);
  expect(performance.now() - began).toBeLessThan(500);
});

test('brackets and commas in strings and comments count for nothing', () => {
  const text = `print '${times(100, '(')}', "${times(100, '[')}", @'${times(100, '{')}\\', \`\`\`${times(100, '(')}\`\`\` // ${times(100, '(')}\n, h'((', 'it\\'s ((('`;
  expect(() => parseKql(text)).not.toThrow();
});

test('the place is told', () => {
  const text = `print 1,\n  ${times(61, '(')}1${times(61, ')')}`;
  expect(() => checkLimits(text, defaultLimits)).toThrow(/^2:63 /);
});

const chain = (n: number) => `DeviceProcessEvents | where ${Array.from({ length: n }, (_, i) => `ReportId==${i}`).join(' or ')}`;

test('a chain of 500 operators is taken, a chain of thousands is refused in words', () => {
  expect(() => parseKql(chain(500))).not.toThrow();
  expect(() => parseKql(chain(3000))).toThrow(/^1:1 The query has a chain of more than 1500 operators/);
});

test('an error never repeats a long text', () => {
  const name = times(60_000, 'x');
  expect(() => parseKql(`DeviceProcessEvents | where ${name} == 1`)).toThrow(/^.{1,400}$/);
  expect(() => parseKql(name)).toThrow(/^.{1,400}$/);
});

test('queries of ours may be longer', () => {
  expect(() => checkLimits(times(7000, '| take 10\n'), fusedLimits)).not.toThrow();
});
