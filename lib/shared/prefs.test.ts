import { expect, test } from 'vitest';
import { defaultPrefs, type Prefs, parsePrefs, writePrefs } from './prefs';

const inCookie = (cookie: string) => cookie.split(';')[0]?.split('=').slice(1).join('=');

test('what is written is read back', () => {
  const prefs: Prefs = { clock: 'local', local: 'Europe/Zurich', shift: '8h', hidden: ['accounts', 'signals'], view: 'v1' };
  expect(parsePrefs(inCookie(writePrefs(prefs)))).toEqual(prefs);
});

test('a cookie that is missing, broken or hostile gives the defaults', () => {
  const hostile = ['', '%', '%7B', 'null', '[]', '"x"', encodeURIComponent('{"clock":{"__proto__":1}}'), 'x'.repeat(5000)];
  for (const cookie of [undefined, ...hostile]) expect(parsePrefs(cookie)).toEqual(defaultPrefs);
});

test('one bad choice does not cost the others', () => {
  const cookie = encodeURIComponent(JSON.stringify({ clock: 'local', local: 'Mars/Olympus', shift: '0h', hidden: 'all' }));
  expect(parsePrefs(cookie)).toEqual({ ...defaultPrefs, clock: 'local' });
});
