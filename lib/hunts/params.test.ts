import { expect, test } from 'vitest';
import { defaultHuntsParams, type HuntsParams, parseHuntsParams, writeHuntsParams } from './params';

const all: HuntsParams = {
  q: 'T1219 & <b>',
  signal: ['network', 'process'],
  technique: ['T1219.002'],
  confidence: ['low'],
  found: 'no',
  alone: true,
  sort: { key: 'tool', descending: true },
};

test.each([
  defaultHuntsParams,
  all,
  { ...all, q: '日本 %', found: 'yes' as const, sort: { key: 'lastSeen' as const, descending: true } },
])('the state %j is read back from its URL', (params) => {
  expect(parseHuntsParams(writeHuntsParams(params))).toEqual({ params, notices: [] });
});

test('defaults are not written, and what cannot be read leaves a notice each', () => {
  expect(writeHuntsParams(defaultHuntsParams).toString()).toBe('');
  const { params, notices } = parseHuntsParams(
    new URLSearchParams('signal=smoke&found=maybe&sort=colour&confidence=sure&alone=x'),
  );
  expect(params).toEqual(defaultHuntsParams);
  expect(notices).toHaveLength(5);
});
