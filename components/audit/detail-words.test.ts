import { expect, test } from 'vitest';
import { detailLines } from './detail-words';

test('a verdict says of each sighting what was before and what came, after its note', () => {
  const changes = [
    { tool: 'AnyDesk', deviceId: 'ws-1', revision: 2, from: 'in-review', to: 'approved' },
    { tool: 'RealVNC', deviceId: 'ws-2', workspace: 'east', revision: 1, from: 'new', to: 'approved' },
  ];
  expect(detailLines({ changeId: 'x', note: 'IT knows it', owner: null, changes })).toEqual([
    { label: 'Note:', after: 'IT knows it' },
    { label: 'Owner:', after: 'none' },
    { label: 'AnyDesk on ws-1:', before: 'In review', after: 'Approved' },
    { label: 'RealVNC on ws-2 in east:', before: 'Unreviewed', after: 'Approved' },
  ]);
});

test('a changed exclusion says what of it changed, and nothing else', () => {
  const from = { status: 'proposed', expiresAt: '2026-04-01T00:00:00.0000000Z' };
  expect(detailLines({ id: 'e', from, to: { ...from, status: 'active' } })).toEqual([
    { label: 'Status:', before: 'proposed', after: 'active' },
  ]);
});

test('the conditions of an exclusion are words, nested ones as they stand', () => {
  const account = { column: 'account', op: '=~', value: 'svc-it' };
  const path = { column: 'path', op: 'in', value: ['a', 'b'] };
  expect(detailLines({ where: { all: [account, path] } })).toEqual([
    { label: 'Where:', after: expect.stringMatching(/^Account =~ svc-it and .+ in a, b$/) },
  ]);
  const nested = { any: [account, { all: [account, path] }] };
  expect(detailLines({ where: nested })).toEqual([{ label: 'Where:', after: JSON.stringify(nested) }]);
});

test('what another version wrote is shown by its name, long lists cut', () => {
  const added = Array.from({ length: 14 }, (_, i) => `u${i}`);
  expect(detailLines({ window: { to: 'B', from: 'A' } })).toEqual([{ label: 'Window:', after: 'A – B' }]);
  expect(detailLines({ added, removed: [], changes: 'many', from: '2026-01-01', to: undefined })).toEqual([
    { label: 'Added:', after: expect.stringMatching(/^u0, .*, u11 and 2 more$/) },
    { label: 'Changes:', after: 'many' },
    { label: 'From:', after: '2026-01-01' },
  ]);
});

test('the parameters of a question are words, not the letters of an address', () => {
  const query = 'from=2026-03-09T12%3A00%3A00.0000000Z&tool=any%20desk';
  expect(detailLines({ query })).toEqual([{ label: 'Query:', after: 'from 2026-03-09 12:00:00 UTC, tool any desk' }]);
  expect(detailLines({ query: '' })).toEqual([{ label: 'Query:', after: 'none' }]);
});
