/** What the engine knows has a case that it answers, so that nothing new comes without one. */
import { expect, test } from 'vitest';
import { joinKinds } from '../operators/join';
import { operators } from '../operators/operators';
import { parameter } from '../operators/parameters';
import { rowAggregates } from '../operators/summarize';
import { aggregates } from '../sql/aggregates/aggregates';
import { binaryOperators, operatorOf } from '../sql/expressions/binary';
import { functions } from '../sql/functions/call';
import type { Node } from '../syntax/node';
import { parseKql } from '../syntax/parse';
import { caseFiles, readCases } from './cases';
import { caseSchemas } from './tables';

const answered = caseFiles
  .flatMap(readCases)
  .filter(({ expected }) => expected.includes('--- rows'))
  .flatMap(({ kql }) => [...parseKql(kql, caseSchemas).walk()]);

/** The names for which no case with an answer has a node. */
function without(known: Iterable<string>, nameOf: (node: Node) => string | undefined): string {
  const named = new Set(answered.map(nameOf));
  return [...known].filter((name) => !named.has(name)).join(', ');
}

const whyMissing = 'needs a case in lib/kql/cases that is answered by rows, not by --- error';

const calledAs = (node: Node) => (node.kind === 'FunctionCallExpression' ? node.get('Name').simpleName : undefined);

test('every function has a case', () => {
  expect(without(Object.keys(functions), calledAs), whyMissing).toBe('');
});

test('every aggregate has a case', () => {
  expect(without([...Object.keys(aggregates), ...rowAggregates], calledAs), whyMissing).toBe('');
});

test('every operator between two expressions has a case', () => {
  const binary = (node: Node) =>
    node.find('Operator') && node.find('Left') && node.find('Right') ? operatorOf(node) : undefined;
  expect(without(binaryOperators, binary), whyMissing).toBe('');
});

test('every operator of tables has a case, if it is not only known to be refused', () => {
  const translated = Object.keys(operators).filter((kind) => operators[kind]?.source || operators[kind]?.pipe);
  expect(
    without(translated, ({ kind }) => kind),
    whyMissing,
  ).toBe('');
});

test('every kind of join has a case', () => {
  const kind = (node: Node) => (node.kind === 'JoinOperator' ? (parameter(node, 'kind')?.text ?? 'innerunique') : undefined);
  expect(without(Object.keys(joinKinds), kind), whyMissing).toBe('');
});
