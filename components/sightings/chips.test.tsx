import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import { paths } from '@/lib/routes/paths';
import { defaultParams } from '@/lib/sightings/params';
import { Chips } from './chips';
import type { Chip } from './filter-chips';

const tool: Chip = { key: 'tool', field: 'Tool', value: 'RealVNC', not: false, without: defaultParams };
const account: Chip = { key: 'account', field: 'Account', value: 'corp\\svc', not: true, hides: 1200, without: defaultParams };
const shown = (chips: Chip[]) =>
  markup(<Chips chips={chips} isAlone={chips.length < 2} ask={() => undefined} onClear={() => undefined} />);

test('without filters there is no list of them', () => {
  expect(shown([]).html).toBe('');
});

test('a filter says its field and value, and its button what it removes', () => {
  const { text, html } = shown([tool]);
  expect(text).toBe('Tool RealVNC');
  expect(html).toContain('aria-label="Remove the filter Tool RealVNC"');
});

test('a value of events that is left out can be kept as an exclusion, by a link to its editor', () => {
  const { html } = shown([{ ...account, keep: { name: 'x', where: { column: 'account', op: '=~', value: 'corp\\svc' } } }]);
  expect(html).toContain(paths.newExclusion('seed='));
  expect(html).toContain(`aria-label="Keep as exclusion: Account corp\\svc"`);
  expect(shown([account]).html).not.toContain('Keep as exclusion');
});

test('several left-out values are one chip, whose button opens to each of them', () => {
  const each = ['a', 'b', 'c'].map((value) => ({ ...account, key: value, value }));
  const { text, html } = shown([{ ...account, value: 'a, b', more: 1, hides: 30, each }]);
  expect(text).toBe('Account not a, b +1 hides 30');
  expect(html).toContain('aria-label="Account not: 3 values. Show each"');
  expect(html).toContain('aria-label="Remove the filter Account not a, b, c"');
});

test('what is left out says so, and how much it hides; with another it can be cleared at once', () => {
  const { text, html } = shown([tool, account]);
  expect(text).toMatch(/Account not corp\\svc hides 1,200 Clear all$/);
  expect(html).toContain('aria-label="Remove the filter Account not corp\\svc"');
});
