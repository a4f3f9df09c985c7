import { expect, test } from 'vitest';
import type { PortalQuery } from '@/lib/routes/deep-links/model';
import { destinations, pageWords, tooLongWords } from './words';

const href = 'https://security.microsoft.com/x';
const query = (table: string, links: Partial<PortalQuery['links']>, workspace: string | null = null): PortalQuery => ({
  table,
  kql: table,
  workspace,
  links: { advancedHunting: null, logAnalytics: null, ...links },
});

test('a page is named by what it is about; hostile and long names are made harmless', () => {
  expect(pageWords({ kind: 'device', about: '' })).toBe('Device page');
  expect(pageWords({ kind: 'file', about: 'a\u202eexe.txt' })).toBe('File a⟨U+202E⟩exe.txt');
  expect(pageWords({ kind: 'url', about: 'x'.repeat(500) })).toHaveLength('Web address '.length + 40);
});

test('queries stand under the place where they open; places without a link are not there', () => {
  const queries = [query('A', { advancedHunting: { href } }), query('B', { advancedHunting: { tooLong: 9000 } })];
  expect(destinations(queries)).toEqual([
    {
      name: 'Advanced hunting',
      where: 'Defender',
      links: [
        { table: 'A', link: { href } },
        { table: 'B', link: { tooLong: 9000 } },
      ],
    },
  ]);
  expect(destinations([query('A', { logAnalytics: { href } }, 'contoso')]).map(({ where }) => where)).toEqual(['contoso']);
  expect(destinations([query('A', {}, 'contoso')])).toEqual([]);
});

test('what is too long says by how much', () => {
  expect(tooLongWords(12_345)).toBe('Too long for a link (12,345 characters): copy the KQL');
});
