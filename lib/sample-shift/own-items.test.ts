import { expect, test } from 'vitest';
import type { HandoverItem } from '@/lib/handover/model';
import { sampleNames } from '@/lib/shared/sample-people';
import { ownItems } from './own-items';

const item = (deviceId: string, more: Partial<HandoverItem> = {}, by: string = sampleNames.early): HandoverItem => ({
  ...{ key: `anydesk~${deviceId}~`, title: '', owner: sampleNames.early, nextStep: '', deadline: null, done: false, carried: 0 },
  sighting: {
    ...{ tool: 'AnyDesk', toolSlug: 'anydesk', deviceId, deviceName: `${deviceId}.corp`, workspace: '', verdict: 'suspicious' },
    ...{ verdictRevision: 1, by, at: '2026-03-10T06:00:00.0000000Z', note: '', ticket: null, changedSince: [] },
  },
  ...more,
});

test('the sample’s items go from a draft, and those in which a person wrote stay, about no sighting', () => {
  const before = [item('d1'), item('d2'), item('d3', { nextStep: 'Ask' }), item('d4')];
  const drafted = [
    item('d1'),
    item('d2', { nextStep: 'Call Bob' }),
    item('d3', { nextStep: 'Ask' }),
    item('d4', { owner: 'Ann' }),
    item('d5', { done: true }),
    item('d6'),
    item('own', {}, 'Ann'),
  ];
  expect(ownItems(drafted, before).map(({ key, title, sighting, nextStep }) => [key, title, sighting?.by, nextStep])).toEqual([
    ['free~anydesk~d2~', 'AnyDesk on d2.corp', undefined, 'Call Bob'],
    ['free~anydesk~d4~', 'AnyDesk on d4.corp', undefined, ''],
    ['free~anydesk~d5~', 'AnyDesk on d5.corp', undefined, ''],
    ['anydesk~own~', '', 'Ann', ''],
  ]);
});
