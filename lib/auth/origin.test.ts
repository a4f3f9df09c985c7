import { expect, test } from 'vitest';
import { isSameOrigin } from './origin';

const host = '127.0.0.1:3000';
const asked = (headers: Record<string, string>) => isSameOrigin(new Headers({ host, ...headers }));

test.each([
  [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }],
  [{ origin: 'http://127.0.0.1:3000' }],
  [{ 'sec-fetch-site': 'same-origin' }],
  [{ host: 'localhost:3000', origin: 'http://localhost:3000' }],
  [{}],
])('our own page, or no browser: %j', (headers) => {
  expect(asked(headers)).toBe(true);
});

test.each([
  [{ origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
  [{ origin: 'http://evil.example' }],
  [{ origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' }],
  [{ origin: 'http://localhost:3000' }],
  [{ origin: 'null' }],
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ 'sec-fetch-site': 'none' }],
  [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }],
  [{ host: 'evil.example:3000', origin: 'http://evil.example:3000', 'sec-fetch-site': 'same-origin' }],
])('another site: %j', (headers) => {
  expect(asked(headers)).toBe(false);
});
