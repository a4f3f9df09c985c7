import { expect, test } from 'vitest';
import { safeReturnTo } from './return-to';

test('a page of ours comes back as it was, query included', () => {
  for (const path of [
    '/',
    '/?last=5d&q=a%20b',
    '/devices/abc%2Fdef?from=2026-03-10T00:00:00.0000000Z&flag',
    '/hunts?q=http://x//y',
  ]) {
    expect(safeReturnTo(path)).toBe(path);
  }
});

test('the parameter of a part request is taken off', () => {
  expect(safeReturnTo('/devices/x?_rsc=1a2b&last=5d')).toBe('/devices/x?last=5d');
});

test.each([
  ['nothing', undefined],
  ['an empty text', ''],
  ['another site', 'https://evil.example/'],
  ['another site without its scheme', '//evil.example'],
  ['three slashes', '///evil.example'],
  ['a backslash, which browsers read as a slash', '/\\evil.example'],
  ['a backslash later on', '/a\\..\\evil'],
  ['a tab, which browsers drop', '/\t/evil.example'],
  ['a line break', '/a\r\nSet-Cookie: x=1'],
  ['a null', '/a\0'],
  ['dots that end in two slashes', '/.//evil.example'],
  ['dots that climb to two slashes', '/a/..//evil.example'],
  ['encoded dots that climb to two slashes', '/a/%2e%2e//evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['a path without its slash', 'devices/x'],
  ['credentials', '@evil.example'],
  ['a blank', '/a b'],
  ['letters beyond ASCII', '/ｅvil'],
  ['an API, which is no page', '/api/sightings/export?format=csv'],
  ['an API behind dots', '/x/../api/status'],
  ['an API whose name is escaped', '/%61pi/sign-out'],
  ['an API behind an escaped slash', '/api%2Fsign-out'],
  ['a path that cannot be decoded', '/hunts/%'],
  ['the sign-in page itself', '/sign-in?token=x'],
  ['files of the framework', '/_next/static/x.js'],
  ['more than a cookie holds', `/${'a'.repeat(3000)}`],
])('refuses %s', (_, path) => {
  expect(safeReturnTo(path)).toBeUndefined();
});
