import { expect, test } from 'vitest';
import { defaultAuditParams, firstAuditParams, parseAuditParams, writeAuditParams } from './params';

test('a state is read back from its URL as it was', () => {
  const states = [
    defaultAuditParams,
    { ...defaultAuditParams, last: '24h', actor: 'a&b@contoso.example', q: '"ws 01"' },
    { ...defaultAuditParams, from: '2026-03-01T00:00:00.0000000Z', to: '2026-03-02T00:00:00.0000000Z', action: 'verdict.set' },
    firstAuditParams,
  ];
  for (const state of states) {
    const read = parseAuditParams(new URLSearchParams(writeAuditParams(state).toString()));
    expect(read).toEqual({ params: state, notices: [] });
  }
});

test('what is not understood is said', () => {
  const { params, notices } = parseAuditParams(new URLSearchParams('from=noon&last=ever&actor=a%00b'));
  expect(params).toEqual({ ...defaultAuditParams, actor: 'ab' });
  expect(notices.map(({ message }) => message)).toEqual([expect.stringMatching(/^last=/), expect.stringMatching(/^from=/)]);
});
