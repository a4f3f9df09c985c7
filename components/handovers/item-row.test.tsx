import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import type { HandoverItem } from '@/lib/handover/model';
import { ItemRow } from './item-row';

const at = '2026-03-10T12:00:00.0000000Z';
const sighting: HandoverItem['sighting'] = {
  ...{ tool: 'AnyDesk', toolSlug: 'anydesk', deviceId: 'd1', deviceName: '', workspace: '', verdict: 'suspicious' },
  ...{ verdictRevision: 1, by: 'Ann', at: '2026-03-10T00:00:00.0000000Z', note: '', ticket: null, changedSince: [] },
};

test('the fields of an item are named by the device’s id where its name is not known', () => {
  const item = { key: 'k', title: '', sighting, owner: null, nextStep: '', deadline: null, done: false, carried: 0 };
  const { html } = markup(<ItemRow item={item} readAt={at} onChange={() => undefined} />);
  expect(/<legend[^>]*>(.*?)<\/legend>/.exec(html)?.[1]).toBe('AnyDesk on d1');
});

test.each([
  ['2026-03-10T11:59:00.0000000Z', false, true],
  ['2026-03-10T12:01:00.0000000Z', false, false],
  ['2026-03-10T11:59:00.0000000Z', true, false],
  [null, false, false],
])('at noon an item with the deadline %s, done: %s, is overdue: %s', (deadline, done, overdue) => {
  const item = { key: 'k', title: 'Call', sighting: null, owner: null, nextStep: '', deadline, done, carried: 0 };
  expect(markup(<ItemRow item={item} readAt={at} />).text.includes('Deadline has passed')).toBe(overdue);
});
