import { expect, test } from 'vitest';
import { type KqlDiagnostic, KqlError } from '../model';
import { tableSchemas } from '../schemas';
import { cutHunt, piecesOf } from './cut';
import { operandShape, withOperands } from './operands';

const A = "'\uE0000\uE001'";
const B = "'\uE0001\uE001'";

test.each([
  ["where FileName has 'x'", `where FileName has ${A}`, ["'x'"]],
  ["where FileName has_any ('x', 'y') or A =~'z'", `where FileName has_any (${A}) or A =~${B}`, ["'x', 'y'", "'z'"]],
  ["where FileName !has 'x' and has_any_index(A, B) > 0", `where FileName !has ${A} and has_any_index(A, B) > 0`, ["'x'"]],
])('the operands of %s are left out of its shape', (query, shape, operands) => {
  expect(operandShape(query)).toEqual({ shape, operands });
  expect(withOperands(shape, operands)).toBe(query);
});

test.each([
  ["where A == 'x' or B in ('y') or C matches regex 'z'"],
  ["// where A has 'x'\nT"],
  [`print "A has 'x'", 'B has ', 'y', @'\\ has 'z`],
  ["where A has x or A has_any (Names) or A has_any ('x', y) or A has ''"],
  ["print ```A has 'x'```"],
  ["where A has 'x\ny'"],
  [String.raw`where A has 'a\\b\'c' or A has_any ('x', 'a\\b') or A has '\q'`],
])('what is no operand of an operator on text stays in the shape of %s', (query) => {
  expect(operandShape(query)).toEqual({ shape: query, operands: [] });
});

test('a query with the marks’ own characters has no shape', () => {
  expect(operandShape("where A has '\uE0000\uE001'")).toBeNull();
});

const hunt = (filter: string) => `let Time_start = now(-5d);
let Names = dynamic(['x']);
DeviceProcessEvents
| where Timestamp > Time_start
| where ${filter} // has 'a comment'
| summarize count(), min(Timestamp) by DeviceId`;

test('hunts of one shape are cut as each is by itself, and a fault is told at its own place', () => {
  const filters = [
    "FileName has 'anydesk' or FolderPath has_any ('a', 'b')",
    "FileName has '$&' or FolderPath has_any ('c,\\'')",
    "FileName has 'any' 'desk' or FolderPath has_any ('a', 'b')",
    "FileName startswith 'x' and SHA1 in~ ('a,', 'b')",
  ];
  const byShape = filters.map((filter) => piecesOf(hunt(filter)));
  // A hunt with tables of its own is not cut by its shape.
  expect(byShape).toEqual(filters.map((filter) => piecesOf(hunt(filter), [...tableSchemas])));
  expect(cutHunt(hunt(filters[1] ?? '')).fusable?.predicate).toContain(filters[1]);

  const at = hunt('').split('\n')[4]?.indexOf('where') ?? 0;
  const { diagnostics } = thrown(() => piecesOf(hunt("FileName has 'a long text' and Nonsense has 'x'")));
  expect(diagnostics[0]?.column).toBe(at + "where FileName has 'a long text' and ".length + 1);
});

function thrown(act: () => unknown): { diagnostics: KqlDiagnostic[] } {
  try {
    act();
  } catch (error) {
    if (error instanceof KqlError) return error;
  }
  throw new Error('it was cut');
}
