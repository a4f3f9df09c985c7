import { expect, test } from 'vitest';
import { parseToolFacts } from './model';
import { hostOf, isVendors, unusualOf } from './usual';

const facts = (more: object) =>
  parseToolFacts({ name: 'Acme', vendor: null, site: null, category: 'rmm', sources: ['LOLRMM'], ...more });

test.each([
  ['relay.acme.com', 'relay.acme.com'],
  ['https://u:p@Relay.Acme.com:8443/x?y', 'relay.acme.com'],
  ['relay.acme.com:443', 'relay.acme.com'],
  ['[2001:db8::1]:443', '[2001:db8::1]'],
  ['', ''],
])('the host of %j', (url, host) => {
  expect(hostOf(url)).toBe(host);
});

test('a host is the vendor’s below one of its domains, never by its ending alone; without domains nobody knows', () => {
  const acme = facts({ domains: ['acme.com'], relays: ['acme-relay.net'] });
  const of = (host: string) => isVendors(acme, host);
  expect([of('acme.com'), of('a.ACME.com.'), of('x.acme-relay.net')]).toEqual([true, true, true]);
  expect([of('notacme.com'), of('acme.com.evil.example')]).toEqual([false, false]);
  expect(isVendors(facts({}), 'acme.com')).toBeNull();
});

test('a program is unusual by a name or folder that no fact gives, and by nothing where no fact tells', () => {
  const acme = facts({
    files: ['acme.exe'],
    helpers: ['acme_upd.exe'],
    filePrefixes: ['AcmeQS-'],
    folders: ['Program Files\\Acme'],
  });
  const at = (fileName: string, folderPath = 'C:\\Program Files\\Acme\\x') => unusualOf(acme, { fileName, folderPath });
  expect([at('ACME.exe'), at('acme_upd.exe'), at('acmeqs-1234.exe')]).toEqual([[], [], []]);
  expect(at('svchost.exe')).toEqual(['name']);
  expect(at('svchost.exe', 'C:\\Users\\Public\\svchost.exe')).toEqual(['name', 'folder']);
  expect(unusualOf(facts({}), { fileName: 'a.exe', folderPath: 'C:\\a.exe' })).toEqual([]);
});
