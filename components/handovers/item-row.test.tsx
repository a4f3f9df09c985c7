import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import type { HandoverItem } from '@/lib/handover/model';
import { ItemRow } from './item-row';

const sighting: HandoverItem['sighting'] = {
  ...{ tool: 'AnyDesk', toolSlug: 'anydesk', deviceId: 'd1', deviceName: '', workspace: '', verdict: 'suspicious' },
  ...{ verdictRevision: 1, by: 'Ann', at: '2026-03-10T00:00:00.0000000Z', note: '', ticket: null, changedSince: [] },
};

test('the fields of an item are named by the device’s id where its name is not known', () => {
  const item = { key: 'k', title: '', sighting, owner: null, nextStep: '', deadline: null, done: false, carried: 0 };
  const { html } = markup(<ItemRow item={item} onChange={() => undefined} />);
  expect(/<legend[^>]*>(.*?)<\/legend>/.exec(html)?.[1]).toBe('AnyDesk on d1');
});
