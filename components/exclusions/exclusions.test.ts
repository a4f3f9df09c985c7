import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { conditionsOf, hoursSchema, type Where, whereSchema } from '@/lib/exclusions/model';
import { parseExclusionsParams, parseSeed, writeExclusionsParams, writeSeed } from '@/lib/exclusions/params';
import { expiryOf } from './expiry';
import {
  type ConditionNode,
  changed,
  faultOf,
  formOf,
  newCondition,
  newGroup,
  onColumn,
  opsOf,
  whereOf,
  whereWords,
} from './form';
import { MOST_ROWS, seedOfCell, seedOfField, seedOfRows } from './made-from';
import { readEntries } from './read-entries';
import { templates } from './templates';
import { stale } from './use-exclusion-change';
import { excludedWords, hidesWords, saveWord, usersOf, waitingWords } from './words';

const hours = { days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00', zone: 'Europe/Zurich' };
const every: Where = {
  all: [
    { column: 'account', op: 'in~', value: ['corp\\ann', 'corp\\bob'] },
    {
      any: [
        { column: 'commandLine', op: 'contains', value: ' two  spaces ' },
        { column: 'sessionIp', op: 'ipv4_is_in_any_range', value: { list: 'Offices' } },
        { column: 'hours', op: 'hours', value: hours },
      ],
    },
  ],
};

test.each<[string, Where]>([
  ['nested', every],
  ['single', { column: 'InitiatingProcessFileName', op: '!startswith', value: 'a' }],
  [
    'any',
    {
      any: [
        { column: 'path', op: 'has', value: 'x' },
        { column: 'hash', op: '==', value: 'y' },
      ],
    },
  ],
])('%s conditions survive the form', (_, where) => {
  expect(whereOf(formOf(where))).toEqual(where);
});

test('what is not filled in gives no conditions, and says what is missing', () => {
  expect(whereOf(formOf(undefined))).toBeNull();
  const fault = (part: Partial<ConditionNode>) => faultOf(newCondition(part));
  expect(fault({})).toBe('Write a value.');
  expect(fault({ op: 'in', text: ' \n' })).toMatch(/^Write at least one value/);
  expect(fault({ column: 'remoteIp', op: 'ipv4_is_in_any_range', text: '10.0.0.0/8\nhere' })).toMatch(/^“here” is not an IPv4/);
  expect(fault({ column: 'hours', op: 'hours', hours: { ...hours, days: [] } })).toBe('Choose at least one day.');
  expect(fault({ column: 'hours', op: 'hours', hours: { ...hours, from: '25:00' } })).toMatch(/^From must be a time/);
  expect(fault({ op: 'in', list: 'Admins' })).toBeNull();
  expect(whereOf(newGroup('all', [newCondition({ text: 'a' }), newCondition()]))).toBeNull();
});

test('an operator stays with its column, where that has it', () => {
  expect(onColumn(newCondition({ op: 'has' }), 'path')).toMatchObject({ column: 'path', op: 'has' });
  expect(onColumn(newCondition(), 'hours').op).toBe('hours');
  expect(onColumn(newCondition({ column: 'hours', op: 'hours' }), 'path').op).toBe('=~');
  expect(onColumn(newCondition({ column: 'remoteIp', op: 'ipv4_is_in_any_range' }), 'path').op).toBe('=~');
  expect(opsOf('RemoteIP')).toContain('ipv4_is_in_any_range');
  expect(opsOf('account')).not.toContain('ipv4_is_in_any_range');
});

test('a condition goes, and a group that it leaves empty', () => {
  const one = newCondition({ text: 'a' });
  const other = newCondition({ text: 'b' });
  const tree = newGroup('all', [newGroup('any', [one]), other]);
  expect(changed(tree, one.key, () => null).nodes).toEqual([other]);
});

test('conditions read as a sentence', () => {
  expect(whereWords(every)).toBe(
    'Account is one of (any case) “corp\\ann”, “corp\\bob” and (Command line contains “ two  spaces ” or Remote session IP is in one of the ranges the list “Offices” or Mon–Fri 22:00–06:00 Europe/Zurich)',
  );
});

test.each(templates)('the template “$title” can be filled in and asked', ({ make }) => {
  const filled = make('Europe/Zurich');
  for (const node of filled.nodes) if (node.kind === 'condition' && node.text === '') node.text = '10.0.0.1';
  const where = whereOf(filled);
  expect(whereSchema.safeParse(where).success).toBe(true);
  for (const { op, value } of conditionsOf(where ?? { all: [] }))
    if (op === 'hours') expect(hoursSchema.safeParse(value).data).toMatchObject({ zone: 'Europe/Zurich' });
});

const row = { tool: 'AnyDesk', deviceId: 'd1', deviceName: 'ws-1', accounts: ['corp\\ann'] };

test('cells, rows and fields give conditions on events', () => {
  expect(seedOfCell(row, 'account', 'corp\\ann')).toEqual({
    name: 'AnyDesk by corp\\ann',
    tool: 'AnyDesk',
    where: { column: 'account', op: '=~', value: 'corp\\ann' },
  });
  expect(seedOfCell(row, 'owner', 'ann')).toBeNull();
  expect(seedOfRows([row, { ...row, tool: 'VNC', deviceId: 'd2', accounts: [] }])).toMatchObject({
    tool: null,
    where: {
      all: [
        { column: 'deviceId', op: 'in', value: ['d1', 'd2'] },
        { column: 'account', op: '=~', value: 'corp\\ann' },
      ],
    },
  });
  expect(seedOfField(undefined, 'account', 'corp\\Ann')).toMatchObject({ tool: null, where: { op: '=~', value: 'corp\\Ann' } });
  expect(seedOfField('AnyDesk', 'DeviceName', 'ws-1')).toMatchObject({ where: { column: 'deviceName', value: 'ws-1' } });
});

test('a seed survives its address, also of as many rows as are taken', () => {
  const devices = Array.from({ length: 500 }, (_, i) => ({ ...row, deviceId: `${i}`.padStart(40, 'a'), accounts: [] }));
  const seed = seedOfRows(devices);
  const { params, notices } = parseSeed(new URLSearchParams(writeSeed(seed, { last: '7d' }).toString()));
  expect(params).toEqual({ window: { last: '7d' }, seed });
  expect(notices).toEqual([]);
  expect(conditionsOf(seed.where ?? { all: [] })[0]?.value).toHaveLength(MOST_ROWS);
});

test.each(['{', '{"where":{"column":"account","op":"eval","value":"x"}}', '[]', 'x'.repeat(20_000)])(
  'the seed %.40s begins blank, and says so',
  (seed) => {
    expect(parseSeed(new URLSearchParams({ seed }))).toMatchObject({ params: { seed: null }, notices: [{ kind: 'parameter' }] });
  },
);

test('the exclusions page survives its URL', () => {
  const params = { window: { last: '7d' }, status: 'expired', ids: ['a', 'b'] } as const;
  expect(parseExclusionsParams(writeExclusionsParams({ ...params, ids: [...params.ids] })).params).toEqual(params);
});

test('a list is read from CSV, with or without a header', () => {
  expect(
    readEntries('\uFEFFAccount,Department\r\n"corp\\ann ""x""",IT\r\ncorp\\bob,HR\r\n\r\ncorp\\bob,HR\r\n', 'accounts'),
  ).toEqual({
    entries: ['corp\\ann "x"', 'corp\\bob'],
    said: [
      '2 entries read.',
      'The header “Account” is left out.',
      '1 repeated entry was left out.',
      '3 lines have several columns; only the first column is read.',
    ],
  });
  expect(readEntries('10.0.0.0/8', 'addresses').entries).toEqual(['10.0.0.0/8']);
  expect(readEntries('Account', 'addresses').entries).toEqual(['Account']);
});

test('an end is after a preset or on a day', () => {
  const now = '2026-03-10T12:00:00.0000000Z';
  expect(expiryOf('30d', now)).toBe('2026-04-09T12:00:00.0000000Z');
  expect(expiryOf('2026-12-31', now)).toBe('2026-12-31T23:59:59.0000000Z');
  expect(expiryOf('', now)).toBeNull();
  expect(expiryOf('2026-13-31', now)).toBeNull();
});

test('words', () => {
  expect(hidesWords({ sightings: 1, events: 340, devices: 5 })).toBe(
    'It would take out 1 whole sighting and 340 events on 5 devices.',
  );
  expect(hidesWords({ sightings: 0, events: 0, devices: 0 })).toBe('It would take out nothing.');
  expect(excludedWords({ sightings: 12, events: 340 })).toBe('12 sightings and 340 events are excluded');
  expect(excludedWords({ sightings: 0, events: 1 })).toBe('1 event is excluded');
  expect([saveWord('Viewer'), saveWord('Analyst'), saveWord('Lead')]).toEqual([null, 'Propose', 'Exclude']);
  expect(waitingWords([])).toBeNull();
  expect(
    waitingWords([
      { status: 'proposed', expiresSoon: false },
      { status: 'active', expiresSoon: true },
    ]),
  ).toEqual({
    count: 2,
    words: '1 waits for a Lead’s approval, 1 ends within 7 days',
  });
});

test('after a change of exclusions every answer is old, those of panels, tools and links too', async () => {
  const client = new QueryClient();
  const keys = [
    ['sighting', 'x'],
    ['tool', 'anydesk'],
    ['tool sightings', ''],
    ['portal-links', '/'],
    ['exclusions', 'known'],
  ];
  for (const key of keys) client.setQueryData(key, {});
  for (const queryKey of stale) await client.invalidateQueries({ queryKey });
  expect(client.getQueryCache().findAll({ predicate: ({ state }) => !state.isInvalidated })).toEqual([]);
});

test('a list is used by no exclusion only where the exclusions are known', () => {
  const of = (name: string, status: 'active' | 'off') => ({ name, status, where: every });
  expect(usersOf('Offices', [of('one', 'active'), of('two', 'off')])).toEqual(['one']);
  expect(usersOf('Other', [of('one', 'active')])).toEqual([]);
  expect(usersOf('Offices', undefined)).toBeNull();
});
