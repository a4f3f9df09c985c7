import { expect, test } from 'vitest';
import { having, isUnsaved, overwrites, typed } from './field-draft';

test('text that was begun on what the server holds is saved over it', () => {
  const draft = typed(typed(null, 'old', 'ne'), 'old', 'new');
  expect([isUnsaved(draft, 'old'), overwrites(draft, 'old')]).toEqual([true, false]);
  expect(isUnsaved(draft, ' new '), 'the server trims').toBe(false);
});

test('what a colleague saved meanwhile is overwritten only once the person has seen it', () => {
  const draft = typed(null, 'old', 'mine');
  expect(overwrites(draft, 'theirs')).toBe(true);
  expect(overwrites(typed(draft, 'theirs', 'mine too'), 'theirs')).toBe(true);
  expect(overwrites(having(draft, 'theirs'), 'theirs')).toBe(false);
});

test('one’s own text is no colleague’s, also while one types on after it was sent', () => {
  const sent = having(typed(null, 'old', 'mine'), 'old');
  expect(overwrites(sent, 'old')).toBe(false);
  const further = typed(sent, 'old', 'mine, longer');
  expect(overwrites(further, 'mine')).toBe(false);
  expect(overwrites(further, 'theirs')).toBe(true);
});

test('a field that holds what the server holds begins anew', () => {
  const done = having(typed(null, 'old', 'mine'), 'old');
  expect(typed(done, 'mine', 'later').seen).toEqual(['mine']);
});
