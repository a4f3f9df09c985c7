import { describe, expect, test } from 'vitest';
import type { Fault } from '@/lib/shared/errors';
import { hoursKql, offsetsOver } from './hours-kql';
import { type Condition, hoursSchema, type Where, whereSchema } from './model';
import { notCovered, type WhereContext, whereKql } from './where-kql';

const window = { from: '2026-03-20T00:00:00.0000000Z', to: '2026-04-05T00:00:00.0000000Z' };
const context: WhereContext = {
  window,
  hasDevices: true,
  listOf: (name) =>
    ({ admins: ['corp\\ann', "o'neil"], none: [], long: Array.from({ length: 40_000 }, (_, i) => `account${i}`) })[name],
};
const process = (where: Where) => whereKql(where, 'process', context);
const one = (column: string, op: Condition['op'], value: unknown) => whereSchema.parse({ column, op, value });

test.each([
  [one('account', '=~', 'svc-deploy'), "AccountName =~ 'svc-deploy'"],
  [one('account', '==', 'corp\\ann'), "strcat(AccountDomain, '\\\\', AccountName) == 'corp\\\\ann'"],
  [one('account', '!~', 'corp\\ann'), "strcat(AccountDomain, '\\\\', AccountName) !~ 'corp\\\\ann'"],
  [
    one('account', '!in', ['ann', 'corp\\bob']),
    "(AccountName !in ('ann', 'corp\\\\bob') and strcat(AccountDomain, '\\\\', AccountName) !in ('ann', 'corp\\\\bob'))",
  ],
  [
    one('account', '!in~', { list: 'admins' }),
    "(AccountName !in~ ('corp\\\\ann', 'o\\'neil') and strcat(AccountDomain, '\\\\', AccountName) !in~ ('corp\\\\ann', 'o\\'neil'))",
  ],
  [
    one('account', 'matches regex', '^svc\\d'),
    "(AccountName matches regex '^svc\\\\d' or strcat(AccountDomain, '\\\\', AccountName) matches regex '^svc\\\\d')",
  ],
  [one('commandLine', 'has', "x' or true //"), "ProcessCommandLine has 'x\\' or true //'"],
  [one('hash', '==', 'aa'), "(SHA1 == 'aa' or SHA256 == 'aa' or MD5 == 'aa')"],
  [one('hash', '!=', 'aa'), "(SHA1 != 'aa' and SHA256 != 'aa' and MD5 != 'aa')"],
  [one('deviceName', 'in~', ['a', 'b']), "DeviceName in~ ('a', 'b')"],
  [one('FileName', 'matches regex', '^a'), "FileName matches regex '^a'"],
  [one('ProcessId', '==', '7'), "tostring(ProcessId) == '7'"],
  [
    one('sessionIp', 'ipv4_is_in_any_range', ['10.0.0.0/8']),
    "(ipv4_is_in_any_range(ProcessRemoteSessionIP, '10.0.0.0/8') or ipv4_is_in_any_range(InitiatingProcessRemoteSessionIP, '10.0.0.0/8'))",
  ],
  [one('deviceName', 'in~', { list: 'admins' }), "DeviceName in~ ('corp\\\\ann', 'o\\'neil')"],
  [one('deviceName', '!in~', { list: 'none' }), 'false'],
])('%j', (where, kql) => {
  expect(process(where)).toBe(kql);
});

test('conditions join as they are written', () => {
  const where: Where = { all: [one('account', '==', 'a'), { any: [one('fileName', '==', 'b'), one('path', 'has', 'c')] }] };
  expect(process(where)).toBe("(AccountName == 'a' and (FileName == 'b' or FolderPath has 'c'))");
});

describe('what a table lacks', () => {
  const signer = one('signer', 'has', 'x');
  test('never fits, and says so', () => {
    expect(process(signer)).toBeNull();
    expect(process(one('signer', '!has', 'x')), 'not even a negative condition').toBeNull();
    expect(notCovered({ all: [signer, one('hash', '==', 'a')] }, context)).toEqual([
      'Process events have no signer, so they stay.',
      'Network events have no signer, so they stay.',
    ]);
  });
  test('makes the whole “and” unmatchable, and leaves the rest of an “or”', () => {
    const name = one('deviceName', '==', 'a');
    expect(process({ all: [name, signer] })).toBeNull();
    expect(process({ any: [name, signer] })).toBe("(DeviceName == 'a')");
  });
});

test('groups and tags are looked up in DeviceInfo, by the last row of each device, where it can be asked', () => {
  const tag = one('deviceTag', 'has', 'kiosk');
  expect(process(tag)).toMatch(
    /^DeviceId in \(\(DeviceInfo \| where Timestamp between .* arg_max\(Timestamp, RegistryDeviceTag/s,
  );
  expect(whereKql(tag, 'process', { ...context, hasDevices: false })).toBeNull();
});

test.each([
  [one('NoSuch', '==', 'a'), /No hunted table has a column “NoSuch”/],
  [one('account', 'in', { list: 'gone' }), /There is no list “gone”/],
  [one('sessionIp', 'ipv4_is_in_any_range', { list: 'admins' }), /no IPv4 address/],
  [one('account', 'in', { list: 'long' }), /too large/],
])('%j is refused', (where, words) => {
  expect(() => process(where)).toThrow(
    expect.objectContaining({ kind: 'bad-input', message: expect.stringMatching(words) } satisfies Partial<Fault>),
  );
});

test.each([
  [{ all: [] }],
  [{ column: 'x y', op: '==', value: 'a' }],
  [{ column: 'account', op: '==', value: '' }],
  [{ column: 'account', op: 'like', value: 'a' }],
  [{ column: 'account', op: 'in', value: 'a' }],
  [{ column: 'remoteIp', op: 'ipv4_is_in_any_range', value: ['10.0.0.0/33'] }],
  [{ column: 'remoteIp', op: 'ipv4_is_in_any_range', value: ['999.1.1.1'] }],
  [{ any: Array.from({ length: 500_000 }, () => 1) }],
  [{ column: 'hours', op: 'hours', value: { from: '25:00', to: '06:00', zone: 'UTC' } }],
  [{ column: 'hours', op: 'hours', value: { from: '22:00', to: '06:00', zone: 'Mars/Base' } }],
  [{ column: 'account', op: '==', value: 'a', more: 1 }],
  [Array.from({ length: 7 }).reduce<object>((inner) => ({ all: [inner] }), { column: 'account', op: '==', value: 'a' })],
  [Array.from({ length: 5000 }).reduce<object>((inner) => ({ all: [inner] }), {})],
  [{ any: Array.from({ length: 101 }, () => ({ column: 'account', op: '==', value: 'a' })) }],
])('%# is no condition', (where) => {
  expect(whereSchema.safeParse(where).success).toBe(false);
});

describe('hours', () => {
  test('the offsets of a zone change where its clocks do', () => {
    expect(offsetsOver('Europe/Zurich', window)).toEqual([
      { until: '2026-03-29T01:00:00.0000000Z', minutes: 60 },
      { until: null, minutes: 120 },
    ]);
    expect(offsetsOver('America/New_York', window)).toEqual([{ until: null, minutes: -240 }]);
    expect(offsetsOver('Asia/Kathmandu', window)).toEqual([{ until: null, minutes: 345 }]);
    const lordHowe = { from: '2026-04-04T14:59:00.0000000Z', to: '2026-04-04T15:01:00.0000000Z' };
    expect(offsetsOver('Australia/Lord_Howe', lordHowe), 'clocks go back by half an hour').toEqual([
      { until: '2026-04-04T15:00:00.0000000Z', minutes: 660 },
      { until: null, minutes: 630 },
    ]);
    const ages = { from: '2026-01-01T00:00:00.0000000Z', to: '2026-12-31T00:00:00.0000000Z' };
    expect(offsetsOver('Europe/Zurich', ages).map(({ minutes }) => minutes)).toEqual([60, 120, 60]);
  });
  test('a window over 20 years is refused at once, before each day of it is looked at', () => {
    const ages = { from: '0001-01-01T00:00:00.0000000Z', to: '2026-12-31T00:00:00.0000000Z' };
    expect(() => offsetsOver('Europe/Zurich', ages)).toThrow(/20 years/);
  });
  test('are those within a day, or those over midnight', () => {
    const at = (from: string, to: string, days?: number[]) =>
      hoursKql(hoursSchema.parse({ from, to, zone: 'UTC', days }), window);
    const local = '(Timestamp + 0m)';
    expect(at('08:30', '17:00', [1, 7])).toBe(
      `(dayofweek(${local}) in (1d, 0d) and (${local} - startofday(${local})) >= 510m and (${local} - startofday(${local})) < 1020m)`,
    );
    expect(at('22:00', '06:00', [5])).toContain(`or dayofweek((${local} - 1d)) in (5d)`);
    expect(at('00:00', '00:00', [6])).toBe(`(dayofweek(${local}) in (6d) and (${local} - startofday(${local})) >= 0m)`);
  });
});
