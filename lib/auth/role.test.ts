import { expect, test } from 'vitest';
import { hasRole, highestRole } from './role';

test.each([
  [[], undefined],
  [['Other'], undefined],
  [['viewer'], undefined],
  [['Viewer', 'Other'], 'Viewer'],
  [['Lead', 'Viewer'], 'Lead'],
  [['Viewer', 'Analyst'], 'Analyst'],
])('of %j the highest is %s', (listed, role) => {
  expect(highestRole(listed)).toBe(role);
});

test('a role may what lesser ones may', () => {
  const may = (['Viewer', 'Analyst', 'Lead'] as const).map((role) => [hasRole(role, 'Viewer'), hasRole(role, 'Analyst')]);
  expect(may).toEqual([
    [true, false],
    [true, true],
    [true, true],
  ]);
});
