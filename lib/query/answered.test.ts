import { expect, test } from 'vitest';
import { Fault, type FaultKind } from '@/lib/shared/errors';
import { answered } from './answered';

const fails = (what: string, kind: FaultKind) => ({ what, answer: Promise.reject(new Fault(kind, `${what} is down.`)) });
const fine = (what: string) => ({ what, answer: Promise.resolve(what) });

test('what fails beside what answers is a notice', async () => {
  expect(await answered([fine('A'), fails('B', 'unavailable'), fine('C')])).toEqual({
    answers: ['A', 'C'],
    notices: [{ kind: 'partial', message: 'B could not be asked: B is down.' }],
  });
  expect(await answered([])).toEqual({ answers: [], notices: [] });
});

test('nothing but faults is the first of them; what is no matter of one question is thrown whatever answers', async () => {
  await expect(answered([fails('A', 'unavailable'), fails('B', 'forbidden')])).rejects.toMatchObject({ message: 'A is down.' });
  for (const kind of ['cancelled', 'unauthenticated'] as const)
    await expect(answered([fine('A'), fails('B', kind)])).rejects.toMatchObject({ kind });
  await expect(answered([fine('A'), { what: 'B', answer: Promise.reject(new TypeError('a bug')) }])).rejects.toThrow('a bug');
});
