import { expect, test, vi } from 'vitest';

vi.stubEnv('PUBLIC_URL', 'https://rmm.example.com');
const { isSameOrigin } = await import('./origin');
const asked = (headers: Record<string, string>) => isSameOrigin(new Headers(headers));

test.each([
  ['the proxy passes the name on', { host: 'rmm.example.com', origin: 'https://rmm.example.com' }],
  ['the proxy puts its own in place', { host: '127.0.0.1:3000', origin: 'https://rmm.example.com' }],
  ['past the proxy', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }],
])('ours: %s', (_, headers) => {
  expect(asked(headers)).toBe(true);
});

test.each([
  ['the same name in clear', { host: 'rmm.example.com', origin: 'http://rmm.example.com' }],
  ['another port', { host: 'rmm.example.com', origin: 'https://rmm.example.com:8443' }],
  ['another name', { host: 'rmm.example.com', origin: 'https://evil.example' }],
  ['a name that begins alike', { host: 'rmm.example.com', origin: 'https://rmm.example.com.evil.example' }],
  ['a host that is not ours', { host: 'evil.example', origin: 'https://rmm.example.com' }],
])('another site: %s', (_, headers) => {
  expect(asked(headers)).toBe(false);
});
