import { expect, test } from 'vitest';
import { defaultEventsParams, parseEventsParams } from '@/lib/devices/params';
import { parseDuration } from '@/lib/shared/time';
import { aroundHref, carried, deviceHref, readCarried } from './event-links';

const event = { deviceId: 'd', id: 'process-1-2', timestamp: '2026-03-10T12:00:00.0000000Z' };
const searchOf = (href: string) => new URL(href, 'http://x').searchParams;

test('the device is gone back to as it was asked, with the event open', () => {
  for (const params of [defaultEventsParams, { ...defaultEventsParams, tool: 'anydesk', window: { last: '30d' }, q: 'a b' }]) {
    const search = searchOf(deviceHref(event, readCarried(carried(params))));
    expect(search.get('event')).toBe(event.id);
    expect(parseEventsParams(search)).toEqual({ params, notices: [] });
  }
});

test('from elsewhere the device is shown a day to each side of the event', () => {
  const search = searchOf(deviceHref(event, readCarried(new URLSearchParams('tool=anydesk&x=1'))));
  expect([search.get('from'), search.get('to')]).toEqual(['2026-03-09T12:00:00.0000000Z', '2026-03-11T12:00:00.0000000Z']);
  expect(search.get('tool')).toBeNull();
});

test('what an event’s page cannot read is not handed on', () => {
  expect(readCarried(new URLSearchParams('last=30d&evil=1&signal=nope')).toString()).toBe('last=30d');
});

test('the device around an event, with every row', () => {
  const search = searchOf(aroundHref(event, parseDuration('60m') ?? 0n));
  expect(parseEventsParams(search).params).toEqual({
    ...defaultEventsParams,
    window: { from: '2026-03-10T11:00:00.0000000Z', to: '2026-03-10T13:00:00.0000000Z' },
  });
});
