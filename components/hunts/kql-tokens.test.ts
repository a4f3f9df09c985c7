import { expect, test } from 'vitest';
import { kqlTokens } from './kql-tokens';

const kinds = (kql: string) => kqlTokens(kql).filter(({ kind }) => kind !== 'plain');

test('words, texts and comments are told apart', () => {
  const kql = `let t = now(-5d); // let
DeviceEvents
| where Name has_any ('a''b', "c\\"d") and x !in (@'e''f', h"g") or y == 'https://z' | project-away where_`;
  expect(kinds(kql).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'word let',
    'word now',
    'comment // let',
    'word where',
    'word has_any',
    "text 'a''b'",
    'text "c\\"d"',
    'word and',
    'word in',
    "text @'e''f'",
    'text h"g"',
    'word or',
    "text 'https://z'",
    'word project-away',
  ]);
});

test.each([
  '',
  "x == 'never closed\n| where y",
  '```many\nlines``` // ok\n',
  'a <script>alert(1)</script> \u202E \u0000 \t\r\n ünï 日本 🙂 5d 1.5h',
  "@'open\n more",
])('joined, the pieces of %j are the text', (kql) => {
  expect(
    kqlTokens(kql)
      .map(({ text }) => text)
      .join(''),
  ).toBe(kql);
});

test('a long line takes no longer than its length', () => {
  const began = performance.now();
  kqlTokens(`${'a '.repeat(100_000)}${"'".repeat(100_001)}${'/'.repeat(100_000)}`);
  expect(performance.now() - began).toBeLessThan(2_000);
});
