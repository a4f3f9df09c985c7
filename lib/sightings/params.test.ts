import { expect, test } from 'vitest';
import { parseEventsParams, writeEventsParams } from '@/lib/devices/params';
import { parsePageParams } from '@/lib/query/params';
import { defaultParams, parseSightingsParams, type SightingsParams, writeSightingsParams } from './params';

const full: SightingsParams = {
  ...defaultParams,
  window: { from: '2026-03-10T00:00:00.0000001Z', to: '2026-03-11T00:00:00.0000000Z' },
  tool: [
    { value: 'anydesk', not: false },
    { value: 'Zoho Assist & co', not: true },
  ],
  signal: ['process', 'signature'],
  hunt: '865f9d1e-a01a-46b9-a909-2f93fbab5331',
  q: "it's 100% <b>=1+1</b>",
  device: [{ value: '../../etc', not: false }],
  account: [{ value: 'CORP\\ann', not: true }],
  workspace: [{ value: 'east', not: false }],
  verdict: ['in-review'],
  owner: [{ value: 'Alice Ä', not: false }],
  confidence: ['low', 'medium'],
  seenBy: ['network-only'],
  exclusion: 'x-1',
  excluded: true,
  new: true,
  since: '2026-03-10T08:00:00.0000000Z',
  sort: { key: 'tool', descending: false },
};

test.each([full, defaultParams, { ...full, window: { last: '12h' } }])('a question survives its URL', (params) => {
  const parsed = parseSightingsParams(new URLSearchParams(writeSightingsParams(params).toString()));
  expect(parsed).toEqual({ params, notices: [] });
});

test('defaults are not written', () => {
  expect(writeSightingsParams(defaultParams).toString()).toBe('');
});

test.each([
  'last=yesterday',
  'last=0d',
  'last=99999999d',
  'from=2026-03-10',
  'from=x&to=y',
  'from=2026-03-11&to=2026-03-10',
  'signal=none',
  'verdict=fine',
  'sort=size',
  'new=soon',
  'since=yesterday',
  'tool=!',
  `q=${'x'.repeat(501)}`,
  'last=%00',
])('%s falls back to the default and says so', (query) => {
  const { params, notices } = parseSightingsParams(new URLSearchParams(query));
  expect(params).toEqual(defaultParams);
  expect(notices.length).toBeGreaterThan(0);
  expect(notices.every((n) => n.kind === 'parameter' && n.message.length < 200)).toBe(true);
});

test.each([
  ['', 'shift', false],
  ['since=shift', 'shift', false],
  ['since=7d&new=1', '7d', true],
  ['since=2026-03-10T08:00Z', '2026-03-10T08:00:00.0000000Z', false],
  // The form of links from before `since` was a parameter of its own.
  ['new=7d', '7d', true],
  ['new=7d&since=8h', '8h', true],
])('“%s” is since %s', (query, since, isNew) => {
  const { params, notices } = parseSightingsParams(new URLSearchParams(query));
  expect(params).toEqual({ ...defaultParams, since, new: isNew });
  expect(notices).toEqual([]);
});

test('what one exclusion takes out is shown by its link', () => {
  expect(parseSightingsParams(new URLSearchParams('exclusion=a')).params).toMatchObject({ exclusion: 'a', excluded: true });
});

test('what can be read is, beside what cannot', () => {
  const { params } = parseSightingsParams(new URLSearchParams('tool=anydesk&signal=bogus&signal=NETWORK&sort=-count'));
  expect(params).toMatchObject({ tool: [{ value: 'anydesk' }], signal: ['network'], sort: { key: 'count', descending: true } });
});

test('a question to a device survives its URL', () => {
  const params = {
    window: { last: '7d' },
    since: '8h',
    tool: 'realvnc',
    hunt: 'h',
    reportId: '-9223372036854775808',
    signal: 'network',
    matched: true,
    q: 'two words',
  } as const;
  expect(parseEventsParams(writeEventsParams(params))).toEqual({ params, notices: [] });
  expect(parseEventsParams(new URLSearchParams('reportId=1 or 1==1'))).toMatchObject({
    params: { reportId: null },
    notices: [{ kind: 'parameter' }],
  });
});

test('more words than are searched for are refused, not left out in silence', () => {
  const q = 'a b c d e f g h i j';
  expect(parseEventsParams(new URLSearchParams({ q }))).toMatchObject({ params: { q }, notices: [] });
  expect(parseEventsParams(new URLSearchParams({ q: `${q} k` }))).toMatchObject({
    params: { q: '' },
    notices: [{ kind: 'parameter', message: expect.stringContaining('at most 10 words') }],
  });
});

test.each(['0', '1001', '-5', 'many', '1.5'])('limit=%s gives 100 rows a page', (limit) => {
  expect(parsePageParams(new URLSearchParams({ limit }))).toMatchObject({ params: { limit: 100 }, notices: [{}] });
});
