import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** What each folder may import of ours, besides itself. README and docs/decisions/0008 explain the levels. */
const level: Record<string, number> = {
  'lib/shared': 0,
  'lib/tables': 1,
  'lib/routes': 1,
  'lib/kql': 1,
  'lib/tools': 1,
  'lib/hunts': 1,
  'lib/store': 1,
  'lib/engines': 2,
  'lib/audit': 2,
  'lib/auth': 3,
  'lib/sample': 3,
  'lib/auditing': 4,
  'lib/views': 4,
  'lib/exclusions': 4,
  'lib/shifts': 4,
  'lib/query': 5,
  'lib/catalogue': 6,
  'lib/history': 7,
  'lib/triage': 7,
  'lib/sightings': 8,
  'lib/webhooks': 8,
  'lib/devices': 9,
  'lib/status': 9,
  'lib/tool-profiles': 10,
  'lib/handover': 10,
  'lib/shared-links': 10,
  'lib/alerts': 10,
  'lib/sample-shift': 11,
  'lib/scheduler': 11,
  'lib/imports': 12,
  components: 13,
  app: 14,
};
/** Folders that may import less than their level allows. */
const only: Record<string, string[]> = {
  'lib/shared': [],
  'lib/routes': ['lib/shared'],
  'lib/tables': [],
  'lib/kql': ['lib/shared', 'lib/tables'],
  'lib/tools': ['lib/shared', 'lib/tables'],
  'lib/hunts': ['lib/shared', 'lib/tables', 'lib/tools', 'lib/kql'],
  'lib/store': ['lib/shared'],
  'lib/engines': ['lib/shared', 'lib/tables', 'lib/kql'],
  'lib/audit': ['lib/shared', 'lib/store'],
  'lib/auth': ['lib/shared', 'lib/routes', 'lib/store', 'lib/engines', 'lib/audit'],
  components: ['lib/shared', 'lib/tables', 'lib/routes'],
};
/** What other folders of lib/ may import of the embedded engine: its files on disk and the staging beside them, never the engine. */
const disk = ['duckdb.server', 'faults', 'folders', 'staging.server', 'tables'];
const doors: Record<string, string[]> = { 'lib/imports': ['commits.server', ...disk], 'lib/sample': ['columns', ...disk] };
const browserSafe = [
  ...['csv', 'errors', 'time', 'window', 'format', 'prefs', 'hours', 'visible', 'markdown', 'sample-people', 'stored-text'].map(
    (file) => `lib/shared/${file}`,
  ),
  'lib/tables/table',
  'lib/tables/tables',
];

const root = path.resolve(__dirname, '..');
const files = ['lib', 'components', 'app', 'e2e', 'scripts'].flatMap((dir) => walk(dir));
const sources = files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));

function walk(dir: string): string[] {
  return readdirSync(path.join(root, dir), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function folderOf(file: string): string {
  return file.startsWith('lib/') ? file.split('/').slice(0, 2).join('/') : (file.split('/')[0] ?? '');
}

function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, to = '']) => {
    if (to.startsWith('@/')) return [to.slice(2)];
    return to.startsWith('.') ? [path.join(path.dirname(file), to)] : [];
  });
}

/** A module that counts as level 0 wherever it stands. */
const isShared = (module: string) =>
  /\/(model|params)$|^lib\/sightings\/(filter-kinds|filters|fields|sightings-table)$|^lib\/handover\/(items|markdown)$/.test(
    module,
  );
/** Values for tests, which any test may take. */
const isFixture = (module: string) => /^lib\/.*\/fixtures$/.test(module);
/** Folders that do not even see the models of others. */
const aloof = new Set(['lib/tables', 'lib/kql']);

test('every folder imports lower levels only', () => {
  const breaches = sources
    .filter(({ file }) => /^(lib|components|app)\//.test(file) && !/^lib\/[^/]+$/.test(file))
    .flatMap(({ file, text }) =>
      importsOf(file, text)
        .filter((to) => /^(lib|components|app|e2e|scripts)\//.test(to) && folderOf(to) !== folderOf(file))
        .filter((to) => aloof.has(folderOf(file)) || !isShared(to))
        .filter((to) => !(file.endsWith('.test.ts') && isFixture(to)))
        .filter((to) => {
          const [own, other] = [folderOf(file), folderOf(to)];
          const allowed = only[own] ? only[own].includes(other) : (level[other] ?? 99) < (level[own] ?? -1);
          return !allowed;
        })
        .map((to) => `${file} -> ${to}`),
    );
  expect(breaches).toEqual([]);
});

test('no file of lib/ imports itself by a circle', () => {
  const modules = new Set(sources.map(({ file }) => file.replace(/\.tsx?$/, '')));
  const imports = new Map(
    sources
      .filter(({ file }) => file.startsWith('lib/'))
      .map(({ file, text }) => [file.replace(/\.tsx?$/, ''), importsOf(file, text).filter((to) => modules.has(to))]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (module: string, path: string[]) => {
    const at = path.indexOf(module);
    if (at >= 0) circles.push([...path.slice(at), module].join(' -> '));
    if (at >= 0 || done.has(module)) return;
    for (const to of imports.get(module) ?? []) visit(to, [...path, module]);
    done.add(module);
  };
  for (const module of imports.keys()) visit(module, []);
  expect(circles).toEqual([]);
});

test('imports and the sample go into the embedded engine by its doors, and no other folder of lib/ goes in', () => {
  const inside = 'lib/engines/embedded/';
  const breaches = sources
    .filter(({ file }) => file.startsWith('lib/') && folderOf(file) !== 'lib/engines' && !file.endsWith('.test.ts'))
    .flatMap(({ file, text }) =>
      importsOf(file, text)
        .filter((to) => to.startsWith(inside) && !doors[folderOf(file)]?.includes(to.slice(inside.length)))
        .map((to) => `${file} -> ${to}`),
    );
  expect(breaches).toEqual([]);
});

test('the engines in Azure and the engine on files do not know each other', () => {
  const sides = [/^lib\/engines\/(azure|defender|log-analytics)\//, /^lib\/engines\/embedded\//];
  const sideOf = (module: string) => sides.findIndex((side) => side.test(module));
  const breaches = sources.flatMap(({ file, text }) =>
    importsOf(file, text)
      .filter((to) => sideOf(file) >= 0 && sideOf(to) >= 0 && sideOf(to) !== sideOf(file))
      .map((to) => `${file} -> ${to}`),
  );
  expect(breaches).toEqual([]);
});

test('a new folder of lib/ has its level', () => {
  const folders = new Set(files.filter((file) => /^lib\/[^/]+\//.test(file)).map(folderOf));
  expect([...folders].filter((folder) => level[folder] === undefined)).toEqual([]);
});

test('what counts as level 0 is browser-safe: shared values, other models, zod', () => {
  const breaches = sources
    .filter(({ file }) => file.startsWith('lib/') && isShared(file.replace(/\.ts$/, '')))
    .flatMap(({ file, text }) =>
      importsOf(file, text)
        .filter((to) => !isShared(to) && !browserSafe.includes(to))
        .concat([...text.matchAll(/from '(node:[^']+|server-only)'/g)].map(([, to = '']) => to))
        .map((to) => `${file} -> ${to}`),
    );
  expect(breaches).toEqual([]);
});

test('components know no server: browser-safe shared modules, models, params and paths', () => {
  const breaches = sources
    .filter(({ file }) => file.startsWith('components/') && !file.endsWith('.test.ts'))
    .flatMap(({ file, text }) =>
      importsOf(file, text)
        .filter((to) => to.startsWith('lib/') && !isShared(to) && !browserSafe.includes(to) && to !== 'lib/routes/paths')
        .map((to) => `${file} -> ${to}`),
    );
  expect(breaches).toEqual([]);
});

test('a feature module that reads or writes begins with server-only', () => {
  const missing = sources
    .filter(({ file }) => /^lib\/.*\.server\.ts$/.test(file) && !file.endsWith('.test.ts'))
    .filter(({ text }) => !text.startsWith("import 'server-only';"));
  expect(missing.map(({ file }) => file)).toEqual([]);
});

test('paths, the clock, chance, settings and plurals have one place each', () => {
  const rules: [string, RegExp, RegExp][] = [
    ['a path written by hand', /(?:href=|push\(|replace\(|redirect\(|fetch\()\{?["'`]\/(?!\*)/, /^lib\/routes\//],
    ['the clock read past lib/shared/clock', /Date\.now\(|new Date\(\)/, /^lib\/shared\/clock\.ts$/],
    ['chance past lib/shared/ids', /Math\.random\(|randomBytes\(|randomUUID\(/, /^lib\/shared\/ids\.ts$/],
    ['a plural past lib/shared/format', /=== 1 \? '(\w+)' : '\1s'|\$\{\w+ === 1 \? '' : 's'\}/, /^lib\/shared\/format\.ts$/],
    ['process.env past lib/shared/env', /process\.env/, /^lib\/shared\/env\.ts$|^scripts\/|^e2e\//],
  ];
  const breaches = sources
    .filter(({ file }) => /^(lib|components|app)\//.test(file) && !file.endsWith('.test.ts'))
    .flatMap(({ file, text }) =>
      rules.filter(([, found, home]) => found.test(text) && !home.test(file)).map(([what]) => `${file}: ${what}`),
    );
  expect(breaches).toEqual([]);
});
