import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './csp';

test('the policy of a page, whole', () => {
  expect(contentSecurityPolicy('N', { dev: false }).split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self' 'nonce-N' 'strict-dynamic'",
    "style-src 'self' 'nonce-N'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]);
});

test('evaluating code is for development only', () => {
  expect(contentSecurityPolicy('N', { dev: true })).toContain("'unsafe-eval'");
  expect(contentSecurityPolicy('N', { dev: false })).not.toMatch(/unsafe-eval|ws:|\*/);
});

test('signing out may lead to Entra, by a form whose answer redirects there', () => {
  const policy = contentSecurityPolicy('N', { dev: false, signOutTo: 'https://login.microsoftonline.com' });
  expect(policy).toContain("; form-action 'self' https://login.microsoftonline.com; ");
});
