/** The docs name files and link to each other: what they name must be there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { auditActions } from './audit/model';

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

/** Pages that say where things are. Decisions are left out: they tell of their own day. */
const guides = pages.filter((page) => !page.startsWith('docs/decisions/'));
const recipes = pages.filter((page) => page.startsWith('docs/recipes/'));
const sources = ['app', 'components', 'e2e', 'lib', 'scripts']
  .flatMap(below)
  .concat('proxy.ts')
  .filter((file) => /\.tsx?$/.test(file) && file !== 'lib/docs.test.ts');
const everySource = sources.map(read).join('\n');
/** What stands in back-quotes, outside blocks of code. */
const quoted = (page: string) =>
  [
    ...read(page)
      .replace(/```.*?```/gs, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, text = '']) => text);

test.each(guides)('%s names files that are there', (page) => {
  const named = quoted(page).filter((text) => /^(?:app|components|docs|e2e|lib|scripts)\/[\w./[\]-]+$/.test(text));
  expect(named.filter((file) => !file.includes('TOOL') && !has(file))).toEqual([]);
});

test.each([...recipes, 'docs/glossary.md', 'docs/life-of-a-request.md'])(
  '%s names functions and types that are there',
  (page) => {
    // Words with a capital letter inside them, and calls: others may be plain words.
    const names = quoted(page).flatMap((text) => /^(\w*[a-z][A-Z]\w*|\w+(?=\())/.exec(text)?.[0] ?? []);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(everySource))).toEqual([]);
  },
);

test.each(recipes)('%s quotes code as it stands in the file that it names', (page) => {
  const blocks = [...read(page).matchAll(/```tsx?\n(.*?)```/gs)].map(([, code = '']) => code.trimEnd().split('\n'));
  const strange = blocks.flatMap(([first = '', ...lines]) => {
    const file = first.replace('// ', '');
    if (!has(file)) return [`the block begins with no file: ${first}`];
    const there = new Set(read(file).split('\n'));
    return lines.filter((line) => !there.has(line)).map((line) => `${file}: ${line}`);
  });
  expect(strange).toEqual([]);
});

test.each(recipes)('%s names actions of the audit that are there', (page) => {
  const actions = quoted(page).filter((text) => /^[a-z]+\.(?:add|change|remove|set|extend)$/.test(text));
  expect(actions.filter((action) => !(action in auditActions))).toEqual([]);
});
