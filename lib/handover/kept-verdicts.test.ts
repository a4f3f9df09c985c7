import { expect, test } from 'vitest';
import { keptVerdicts } from './kept-verdicts';

test('of too many verdicts a handover keeps every escalation, and the newest of the others', () => {
  const made = ['escalated', 'approved', 'approved', 'suspicious', 'approved'].map((to, at) => ({ to, at }));
  expect(keptVerdicts(made, 3).map(({ at }) => at)).toEqual([0, 3, 4]);
  expect(keptVerdicts(made)).toEqual(made);
});
