import { expect, test } from 'vitest';
import { splitHost, splitTail, visibleText } from './visible';

test('what cannot be seen is marked', () => {
  expect(visibleText('invoice\u202Efdp.exe')).toBe('invoice⟨U+202E⟩fdp.exe');
  expect(visibleText('any\u200Bdesk\uFEFF')).toBe('any⟨U+200B⟩desk⟨U+FEFF⟩');
  expect(visibleText('a\tb\r\nc\u0000\u001B[31m\u007F\u0085')).toBe('a␉b␍␊c␀␛[31m␡⟨U+0085⟩');
  expect(visibleText('a\u00A0b\u3000c\u2028\u3164')).toBe('a⟨U+00A0⟩b⟨U+3000⟩c⟨U+2028⟩⟨U+3164⟩');
  expect(visibleText('x\u{E0041}\u{E0100}\uD800y')).toBe('x⟨U+E0041⟩⟨U+E0100⟩⟨U+D800⟩y');
});

test('everything else stays as it is', () => {
  const plain = 'C:\\Program Files\\Ünïcödé\\日本語 שלום <b>"&\'; 🙂';
  expect(visibleText(plain)).toBe(plain);
});

test('a cut keeps the end and loses nothing', () => {
  expect(splitTail('short.exe')).toEqual({ head: 'short.exe', tail: '' });
  const long = '🙂'.repeat(30);
  const { head, tail } = splitTail(long);
  expect(head + tail).toBe(long);
  expect(Array.from(tail)).toHaveLength(10);
});

test('a device is its host and its domain; an address or a free text is one', () => {
  expect(splitHost('ws-hr-005.corp.haldenmarsh.example')).toEqual({ host: 'ws-hr-005', domain: '.corp.haldenmarsh.example' });
  for (const name of ['10.0.0.7', 'ws-17', '.hidden', 'a b.c', '', '39ddedf63d98ac8b'])
    expect(splitHost(name)).toEqual({ host: name, domain: '' });
});
