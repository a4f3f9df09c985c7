import { expect, test } from 'vitest';
import { subjectOf } from './claims';

const ours = {
  tenant: '8F6C2F0E-0000-4000-8000-000000000001',
  clientId: 'a9910000-0000-4000-8000-000000000001',
  issuer: 'https://login.microsoftonline.com/8F6C2F0E-0000-4000-8000-000000000001/v2.0',
};
const NOW = Date.parse('2026-09-24T12:00:00Z');
const token = {
  iss: ours.issuer.toLowerCase(),
  exp: NOW / 1000 + 3600,
  aud: ours.clientId,
  tid: ours.tenant.toLowerCase(),
  oid: 'an-object',
  name: 'Alice Larsen',
  preferred_username: 'alice@contoso.example',
  roles: ['Analyst', 'Viewer'],
};

test('who an id token is about', () => {
  expect(subjectOf(token, ours, NOW)).toEqual({ user: 'alice@contoso.example', name: 'Alice Larsen', role: 'Analyst' });
  const { name, preferred_username, roles, ...bare } = token;
  expect(subjectOf(bare, ours, NOW)).toEqual({ user: 'an-object', name: 'an-object', role: undefined });
  expect(subjectOf({ ...token, roles: 'Lead' }, ours, NOW), 'roles of another form are none').toMatchObject({ role: undefined });
});

test.each([
  ['another tenant', { tid: '8f6c2f0e-0000-4000-8000-000000000002' }],
  ['another application', { aud: 'a9910000-0000-4000-8000-000000000002' }],
  ['nobody', { oid: '' }],
  ['no tenant', { tid: undefined }],
  ['another issuer', { iss: 'https://sts.evil.example/8f6c2f0e-0000-4000-8000-000000000001/v2.0' }],
  ['no issuer', { iss: undefined }],
  ['an hour that is over', { exp: NOW / 1000 - 3600 }],
  ['no end', { exp: undefined }],
])('an id token of %s is nobody', (_, over) => {
  expect(subjectOf({ ...token, ...over }, ours, NOW)).toBeUndefined();
});
