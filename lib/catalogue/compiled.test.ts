import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';

vi.setConfig({ testTimeout: 120_000 }); // the whole catalogue is compiled, which a busy machine takes long for

const folder = mkdtempSync(path.join(os.tmpdir(), 'rmm-sightings-compiledCatalogue-'));
vi.stubEnv('HUNTS_DIR', folder);
vi.stubEnv('DATA_DIR', path.join(folder, 'data'));
vi.doMock('@/lib/hunts/catalogue.server', async (original) => {
  const real = await original<typeof import('@/lib/hunts/catalogue.server')>();
  return { ...real, catalogue: real.watchedCatalogue(real.huntFolders) }; // looks at every call
});
const { compiledCatalogue, pendingCompilation } = await import('./compiled.server');
const { catalogueNotices, findHunt, findRefused } = await import('./compiled');
const engine = createEmbeddedEngine(path.join(folder, 'data'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hunt = (id: string, query: string) => `id: ${id}
name: Remote Management and Monitoring tool - ${id.slice(0, 4)} - Create Process
description: A hunt of the tests.
requiredDataConnectors:
  - connectorId: MicrosoftThreatProtection
    dataTypes:
      - DeviceProcessEvents
tactics:
  - CommandAndControl
relevantTechniques:
  - T1219
query: |
  DeviceProcessEvents
  | where ${query}
  | summarize FirstSeen = min(Timestamp), LastSeen = max(Timestamp), Count = count() by DeviceId, DeviceName
`;

test('a hunt that is no KQL, or that the engine cannot answer, is refused with why; the others stay', async () => {
  expect(pendingCompilation(engine)).toEqual([]);
  const compiling = compiledCatalogue(engine);
  const pending = await vi.waitUntil(() => pendingCompilation(engine)[0], { timeout: 60_000 });
  expect(pending.pieces?.done).toBeLessThan(pending.pieces?.of ?? 0);
  const before = (await compiling).hunts.length;
  expect(pending.pieces?.of).toBe(before);
  expect(pendingCompilation(engine)).toEqual([]);
  writeFileSync(path.join(folder, 'broken.yaml'), hunt('aaaa0000-0000-4000-8000-000000000001', 'FileNam == "x"'));
  writeFileSync(
    path.join(folder, 'lacks.yaml'),
    hunt('bbbb0000-0000-4000-8000-000000000002', 'geo_info_from_ip_address("192.0.2.1") == ""'),
  );
  writeFileSync(path.join(folder, 'fine.yaml'), hunt('cccc0000-0000-4000-8000-000000000003', 'FileName has "x"'));
  const { hunts, refused } = await compiledCatalogue(engine);
  expect(hunts.length).toBe(before + 1);
  const faults = Object.fromEntries(refused.map(({ hunt: { id }, fault }) => [id.slice(0, 4), fault]));
  expect(faults.aaaa).toMatch(/^2:\d+ .*FileNam/);
  expect(faults.bbbb).toMatch(/^2:\d+ .*geo_info_from_ip_address/);
});

test('a hunt whose changed text is refused is asked as it was before, and a notice says so', async () => {
  const id = 'dddd0000-0000-4000-8000-000000000004';
  const file = path.join(folder, 'changed.yaml');
  writeFileSync(file, hunt(id, 'FileName has "good"'));
  await compiledCatalogue(engine);
  writeFileSync(file, hunt(id, 'FileNam has "better"'));
  const compiled = await compiledCatalogue(engine);
  expect(findHunt(compiled, id)?.cut.fusable?.predicate).toContain('good');
  expect(findRefused(compiled, id)).toBeUndefined();
  expect(catalogueNotices(compiled)).toContainEqual({
    kind: 'skipped',
    huntId: id,
    message: expect.stringMatching(/is asked as it was before its last change, which is refused: 2:\d+ .*FileNam/),
  });
  writeFileSync(file, hunt(id, 'FileName has "better"'));
  expect(findHunt(await compiledCatalogue(engine), id)?.cut.fusable?.predicate).toContain('better');
});
