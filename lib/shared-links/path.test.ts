import { expect, test } from 'vitest';
import { paths } from '@/lib/routes/paths';
import { linkedPage } from './path';

test.each([
  [paths.home(), { page: 'sightings', title: 'Sightings', open: null }],
  [
    paths.home('tool=anydesk&row=anydesk~d%2F1'),
    { page: 'sightings', title: 'Sightings: tool=anydesk', open: { toolSlug: 'anydesk', deviceId: 'd/1' } },
  ],
  [paths.device('a/b', 'last=5d'), { page: 'device', deviceId: 'a/b', title: 'Device a/b' }],
  [paths.event('d1', 'process-1-2'), { page: 'event', deviceId: 'd1', eventId: 'process-1-2' }],
  [paths.hunts(), { page: 'other', title: 'Hunts' }],
  [paths.hunt('x'), { page: 'other', title: 'Hunt x' }],
  [paths.tool('anydesk'), { page: 'other', title: 'Tool anydesk' }],
  [paths.exclusions(), { page: 'other', title: 'Exclusions' }],
  [paths.newExclusion(), { page: 'other', title: 'New exclusion' }],
  [paths.status(), { page: 'other', title: 'Status' }],
  [paths.shifts(), { page: 'other', title: 'Shifts' }],
  [paths.audit('q=x'), { page: 'other', title: 'Audit' }],
  [paths.handovers(), { page: 'other', title: 'Handovers' }],
  [paths.handover('h1', 'compare=h0'), { page: 'other', title: 'Handover h1' }],
])('%s is a page of ours', (path, expected) => {
  expect(linkedPage(path)).toMatchObject({ ...expected, path });
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\\\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/a/..//evil.example',
  '/api/sign-out',
  '/api/sightings',
  '/API/sign-out',
  '/%61pi/sign-out',
  '/api%2Fsign-out',
  '/devices/../api/sign-out',
  '/sign-in?token=x',
  '/l/AAAAAAAAAAAAAAAAAAAAAA',
  '/links',
  '/nowhere',
  '/constructor',
  '/devices',
  '/devices/',
  '/devices/x/events',
  '/devices/x/other/y',
  '/devices/x/events/y/z',
  '/hunts/x/y',
  '/status/x',
  '/icon.svg',
  '',
  `/?q=${'a'.repeat(9000)}`,
])('%s is none', (path) => {
  expect(linkedPage(path)).toBeUndefined();
});
