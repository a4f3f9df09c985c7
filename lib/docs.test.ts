/** The docs name files and link to each other: what they name must be there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(__dirname, '..');
const below = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file));
const pages = ['README.md', ...['docs', 'lib', 'components', 'e2e'].flatMap(below).filter((file) => file.endsWith('.md'))];
const read = (page: string) => readFileSync(path.join(root, page), 'utf8');
const has = (file: string) => existsSync(path.join(root, file));

test.each(pages)('%s links to files that are there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, to = '']) => to);
  expect(links.filter((to) => !has(path.join(path.dirname(page), to)))).toEqual([]);
});

test.each(['README.md', 'docs/README.md', 'docs/glossary.md', 'docs/life-of-a-request.md'])(
  '%s names files that are there',
  (page) => {
    const named = [...read(page).matchAll(/`((?:app|components|docs|e2e|lib|scripts)\/[\w./[\]-]+)`/g)].map(
      ([, file = '']) => file,
    );
    expect(named.filter((file) => !has(file))).toEqual([]);
  },
);
