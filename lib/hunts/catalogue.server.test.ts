import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalogue, watchedCatalogue } from './catalogue.server';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'hunts-'));
  mkdirSync(path.join(dir, 'in'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const hunts = () => path.join(dir, 'in');
const watched = () => watchedCatalogue(() => [{ path: hunts(), label: 'HUNTS_DIR' }]);
const idOf = (n: number) => `0000abcd-0000-4000-8000-${String(n).padStart(12, '0')}`;
const yaml = (n: number, tool = 'AnyDesk') =>
  `id: ${idOf(n)}\nname: RMM - ${tool} - Create Process\nquery: |\n  DeviceProcessEvents\n  | count\n`;

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(hunts(), file)), { recursive: true });
  writeFileSync(path.join(hunts(), file), text);
}

test('hunts of a folder and its folders are read, by name; other files are not', async () => {
  put('b.yml', yaml(1));
  put('a/deep/c.YAML', yaml(2));
  put('readme.md', 'no hunt');
  put('.hidden/d.yaml', 'no hunt');
  const { hunts: read, faults } = await watched()();
  expect(read.map(({ file }) => file)).toEqual(['HUNTS_DIR/a/deep/c.YAML', 'HUNTS_DIR/b.yml']);
  expect(faults).toEqual([]);
});

test('bad files are faults that name file and line, and the others are there', async () => {
  put('a.yaml', 'id: x\n');
  put('b.yaml', yaml(1));
  writeFileSync(path.join(hunts(), 'c.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
  put('d.yaml', '#'.repeat(200_000));
  mkdirSync(path.join(hunts(), 'e.yaml'));
  const { hunts: read, faults } = await watched()();
  expect(read).toHaveLength(1);
  expect(faults).toEqual([
    { file: 'HUNTS_DIR/a.yaml', message: expect.stringMatching(/^line 1: id must be a GUID/) },
    { file: 'HUNTS_DIR/a.yaml', message: 'line 1: name is missing' },
    { file: 'HUNTS_DIR/a.yaml', message: 'line 1: query is missing' },
    { file: 'HUNTS_DIR/c.yaml', message: 'is not text in UTF-8' },
    { file: 'HUNTS_DIR/d.yaml', message: 'is larger than 128 KiB' },
  ]);
});

test('two files with one id, in any case: the first stays, the fault names both', async () => {
  put('a.yaml', yaml(1));
  put('b.yaml', yaml(1, 'Other').replace(idOf(1), idOf(1).toUpperCase()));
  const { hunts: read, faults } = await watched()();
  expect(read.map(({ tool }) => tool)).toEqual(['AnyDesk']);
  const message = expect.stringContaining(`${idOf(1)} is that of HUNTS_DIR/a.yaml`);
  expect(faults).toEqual([{ file: 'HUNTS_DIR/b.yaml', message }]);
  expect(faults[0]?.message).toMatch(/^line 1: /);
});

test('a file that became bad keeps its last good version, and says so, until it is mended or gone', async () => {
  put('a.yaml', yaml(1));
  put('b.yaml', yaml(2, 'TeamViewer'));
  const read = watched();
  await read();
  put('a.yaml', yaml(1).replace('query', 'que ry'));
  const broken = await read();
  expect(broken.hunts.map(({ tool }) => tool)).toEqual(['AnyDesk', 'TeamViewer']);
  expect(broken.faults).toEqual([
    { file: 'HUNTS_DIR/a.yaml', message: 'line 1: query is missing; until that is mended its last good version is asked' },
  ]);
  put('a.yaml', yaml(1, 'Splashtop'));
  expect(await read()).toMatchObject({ hunts: [{ tool: 'Splashtop' }, { tool: 'TeamViewer' }], faults: [] });
  put('a.yaml', 'bad');
  rmSync(path.join(hunts(), 'a.yaml'));
  expect(await read()).toMatchObject({ hunts: [{ tool: 'TeamViewer' }], faults: [] });
});

test('a hunt by another name of a tool, or with words around it, joins the tool; UTF-16 is read', async () => {
  put('a.yaml', yaml(1, 'NinjaOne'));
  put('b.yaml', yaml(2).replace(/name: .*/, 'name: Detect AnyDesk usage'));
  writeFileSync(path.join(hunts(), 'c.yaml'), Buffer.from(`\uFEFF${yaml(3, 'Acme')}`, 'utf16le'));
  const { hunts: read, faults } = await watched()();
  expect(faults).toEqual([]);
  expect(read.map(({ tool }) => tool)).toEqual(['NinjaRMM', 'AnyDesk', 'Acme']);
});

test('a tool has one spelling, that of its first hunt', async () => {
  put('a.yaml', yaml(1, 'Zoho Assist'));
  put('b.yaml', yaml(2, 'zoho assist'));
  expect((await watched()()).hunts.map(({ tool, toolSlug }) => [tool, toolSlug])).toEqual([
    ['Zoho Assist', 'zoho-assist'],
    ['Zoho Assist', 'zoho-assist'],
  ]);
});

test('links inside the folder are followed once, links out of it and to nothing are refused', async () => {
  put('a.yaml', yaml(1));
  put('sub/b.yaml', yaml(2));
  writeFileSync(path.join(dir, 'out.yaml'), yaml(3));
  symlinkSync('../in/a.yaml', path.join(hunts(), 'inside.yaml'));
  symlinkSync('..', path.join(hunts(), 'sub/circle'));
  symlinkSync('../out.yaml', path.join(hunts(), 'out.yaml'));
  symlinkSync('..', path.join(hunts(), 'parent'));
  symlinkSync('nowhere', path.join(hunts(), 'z.yaml'));
  const { hunts: read, faults } = await watched()();
  expect(read.map(({ file }) => file)).toEqual(['HUNTS_DIR/a.yaml', 'HUNTS_DIR/sub/b.yaml']);
  expect(faults).toEqual([
    { file: 'HUNTS_DIR/out.yaml', message: 'is a link out of its folder, so it is not read' },
    { file: 'HUNTS_DIR/parent', message: 'is a link out of its folder, so it is not read' },
    { file: 'HUNTS_DIR/z.yaml', message: 'cannot be read: there is no such file or folder' },
  ]);
});

test('a folder that is not there is a fault that tells no path', async () => {
  rmSync(hunts(), { recursive: true });
  expect(await watched()()).toEqual({
    hunts: [],
    faults: [{ file: 'HUNTS_DIR', message: 'cannot be read: there is no such file or folder' }],
  });
});

test('read anew only when a file came, went or changed', async () => {
  put('a.yaml', yaml(1));
  const read = watched();
  const first = await read();
  expect(await read()).toBe(first);
  put('a.yaml', yaml(2));
  const second = await read();
  expect(second.hunts[0]?.id).toBe(idOf(2));
  utimesSync(path.join(hunts(), 'a.yaml'), 1, 1);
  expect(await read(), 'a new time').not.toBe(second);
  put('b.yaml', 'bad');
  expect((await read()).faults).toHaveLength(1);
  rmSync(path.join(hunts(), 'b.yaml'));
  expect((await read()).faults).toEqual([]);
});

test('a copy of the built-in catalogue is faultless, each of its copies a duplicate', async () => {
  const builtIn = path.join(__dirname, 'catalogue');
  cpSync(builtIn, hunts(), { recursive: true });
  const both = watchedCatalogue(() => [
    { path: builtIn, label: '' },
    { path: hunts(), label: 'HUNTS_DIR' },
  ]);
  const { hunts: read, faults } = await both();
  expect(read).toEqual((await catalogue()).hunts);
  expect(faults).toHaveLength(read.length);
});

test('its folders are not looked at anew by each of many requests', async () => {
  put('a.yaml', yaml(1));
  const resting = watchedCatalogue(() => [{ path: hunts(), label: 'HUNTS_DIR' }], 60_000);
  const first = await resting();
  put('b.yaml', yaml(2));
  expect(await resting()).toBe(first);
  const rested = watchedCatalogue(() => [{ path: hunts(), label: 'HUNTS_DIR' }], 30);
  await rested();
  put('c.yaml', yaml(3));
  await expect.poll(async () => (await rested()).hunts.length).toBe(3);
});
