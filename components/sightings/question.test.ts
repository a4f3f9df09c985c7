import { expect, test } from 'vitest';
import { defaultParams } from '@/lib/sightings/params';
import { addChoices, has, hasFilters, sortedBy, toggle, withoutFilters } from './question';

const tool = (value: string, not = false) => ({ value, not });

test('a choice is added once, taken away by the same again, and replaced by its opposite', () => {
  const one = toggle(defaultParams, 'tool', tool('anydesk'));
  expect(one.tool).toEqual([tool('anydesk')]);
  expect(toggle(one, 'tool', tool('AnyDesk')).tool).toEqual([]);
  expect(toggle(one, 'tool', tool('AnyDesk', true)).tool).toEqual([tool('AnyDesk', true)]);
  expect(has(one, 'tool', 'ANYDESK')).toBe(true);
  expect(has(one, 'tool', 'anydesk', true)).toBe(false);
});

test('several are added at once and none twice', () => {
  const before = toggle(defaultParams, 'device', { value: 'a', not: false });
  const after = addChoices(
    before,
    'device',
    ['A', 'b'].map((value) => ({ value, not: true })),
  );
  expect(after.device).toEqual([
    { value: 'A', not: true },
    { value: 'b', not: true },
  ]);
});

test('clearing filters keeps window and order', () => {
  const asked = {
    ...toggle(defaultParams, 'tool', tool('x')),
    q: 'y',
    window: { last: '1h' },
    sort: { key: 'count', descending: false } as const,
  };
  expect(hasFilters(asked)).toBe(true);
  expect(withoutFilters(asked)).toEqual({ ...defaultParams, window: asked.window, sort: asked.sort });
  expect(hasFilters(withoutFilters(asked))).toBe(false);
});

test('sorting starts with the newest and most, or with A, and turns round', () => {
  expect(sortedBy(defaultParams, 'lastSeen').sort).toEqual({ key: 'lastSeen', descending: false });
  expect(sortedBy(defaultParams, 'count').sort).toEqual({ key: 'count', descending: true });
  expect(sortedBy(defaultParams, 'device').sort).toEqual({ key: 'device', descending: false });
});
