import { expect, test } from 'vitest';
import { LETTERS } from './letters';

const ours = new RegExp(`^[${LETTERS}]$`, 'u');
const letter = /^[\p{L}\p{N}]$/u;
const unassigned = /[\p{Cn}\p{Co}\p{Cs}]/u;

function differences(from: number, to: number): string[] {
  const found: string[] = [];
  for (let code = from; code <= to; code++) {
    const c = String.fromCodePoint(code);
    if (!unassigned.test(c) && ours.test(c) !== letter.test(c)) found.push(code.toString(16));
  }
  return found;
}

test.each([
  ['Latin, spacing marks', 0x0, 0x36f],
  ['Greek, Cyrillic', 0x370, 0x52f],
  ['Hebrew, Arabic', 0x590, 0x6ff],
  ['punctuation, currency, letterlike, arrows, boxes', 0x1fbd, 0x2bff],
  ['kana', 0x3000, 0x30ff],
  ['CJK', 0x4e00, 0x9fff],
  ['Hangul', 0xac00, 0xd7a3],
  ['full width', 0xff00, 0xffff],
  ['emoji', 0x1f000, 0x1faff],
])('%s: letters and digits are what Unicode says', (_, from, to) => {
  expect(differences(from, to)).toEqual([]);
});

test('elsewhere, too, no letter or digit is lost', () => {
  const lost = differences(0, 0x3ffff).filter((hex) => letter.test(String.fromCodePoint(Number.parseInt(hex, 16))));
  expect(lost).toEqual([]);
});
