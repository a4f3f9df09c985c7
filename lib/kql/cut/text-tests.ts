/**
 * Tests of columns for constant texts, which is what most hunts are. The tests of a column from many hunts can be one test,
 * which a service answers from its index of terms.
 */
import { kqlString } from '../quote';
import { operatorOf } from '../sql/expressions/binary';
import { unwrapped } from '../syntax/chain';
import type { Node } from '../syntax/node';

/** `Column has_any (texts)` and the like: that it has, is or begins with one of the texts. No text is empty. */
export interface TextTest {
  column: string;
  operator: 'has_any' | 'in~' | 'in' | 'startswith';
  texts: string[];
}

const many: Record<string, TextTest['operator']> = {
  has: 'has_any',
  has_any: 'has_any',
  '=~': 'in~',
  'in~': 'in~',
  '==': 'in',
  in: 'in',
  startswith: 'startswith',
};

/** The test that a predicate is; undefined where it is anything else. `letOf` gives what a name stands for. */
export function textTest(node: Node, letOf: (name: Node) => Node | undefined): TextTest | undefined {
  const [left, right] = [node.find('Left'), node.find('Right')];
  if (!left || !right || !node.find('Operator')) return undefined;
  const operator = many[operatorOf(node)];
  const { symbol, type } = unwrapped(left);
  if (!operator || symbol?.kind !== 'Column' || type !== 'string') return undefined;
  const texts = (right.kind === 'ExpressionList' ? right.list('Expressions') : [right]).map((item) => textsOf(item, letOf));
  if (!texts.every((each) => each !== undefined) || texts.flat().includes('') || texts.flat().length === 0) return undefined;
  return { column: symbol.name, operator, texts: texts.flat() };
}

/** The texts of a constant or of an array of them. */
function textsOf(item: Node, letOf: (name: Node) => Node | undefined): string[] | undefined {
  const node = unwrapped(item);
  if (node.kind === 'StringLiteralExpression' || node.kind === 'CompoundStringLiteralExpression') return [node.stringValue];
  const given = letOf(node)?.find('Expression');
  if (given) return textsOf(given, letOf);
  if (node.kind !== 'DynamicExpression') return undefined;
  const array = node.find('Expression');
  if (array?.kind !== 'JsonArrayExpression') return undefined;
  const texts = array.list('Values').map((value) => textsOf(value, letOf));
  return texts.every((each) => each !== undefined) ? texts.flat() : undefined;
}

/** Whether KQL has an operator for many texts at once. */
export const takesMany = ({ operator }: TextTest) => operator !== 'startswith';

/** One test for all tests of a column with the same operator, as KQL; each text stands in it once. All must be such that `takesMany`. */
export function testsKql(tests: TextTest[]): string[] {
  const together = new Map<string, { of: string; texts: Map<string, string> }>();
  for (const { column, operator, texts } of tests) {
    const of = `${name(column)} ${operator}`;
    const group = together.get(of) ?? { of, texts: new Map<string, string>() };
    together.set(of, group);
    for (const text of texts) group.texts.set(operator === 'in' ? text : asciiLower(text), text);
  }
  return [...together.values()].map(({ of, texts }) => `${of} (${wrapped([...texts.values()].map(kqlString))})`);
}

const name = (column: string) => (/^\w+$/.test(column) ? column : `[${kqlString(column)}]`);
const asciiLower = (text: string) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

const LINE = 120;

/** A list in lines of some 120 characters. */
function wrapped(items: string[]): string {
  const lines = [''];
  for (const item of items) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = item;
    else if (line.length + item.length < LINE) lines[lines.length - 1] = `${line}, ${item}`;
    else lines.push(item);
  }
  return lines.join(',\n    ');
}
