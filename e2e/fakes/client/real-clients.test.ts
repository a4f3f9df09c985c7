import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GRAPH, LOG_ANALYTICS, TENANT_ID, userNamed } from '../entra/tenant';
import { makeLittleTelemetry, NOW } from '../fixtures';
import { type Fakes, startFakes } from '../start';

const REDIRECT_URI = 'http://127.0.0.1:3999/back';
let folder: string;
let fakes: Fakes;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'real-'));
  await makeLittleTelemetry(folder);
  fakes = await startFakes({ dataDir: folder, dir: path.join(folder, 'tls'), now: NOW, redirectUris: [REDIRECT_URI] });
});
afterAll(async () => {
  await fakes.close();
  rmSync(folder, { recursive: true });
});

test('MSAL signs a user in, renews a token and gets one for another API; LogsQueryClient queries as the user, and as the application with its certificate', async () => {
  const script = path.join(import.meta.dirname, 'real-clients.ts');
  const env = { ...process.env, ...fakes.env, CERTIFICATE: fakes.clientCertificateFile, REDIRECT_URI };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env });
  expect(JSON.parse(stdout)).toEqual({
    user: true,
    home: `${userNamed('alice').oid}.${TENANT_ID}`,
    roles: ['Lead'],
    scopes: expect.arrayContaining([`${LOG_ANALYTICS}/.default`, `${LOG_ANALYTICS}/Data.Read`]),
    cached: true,
    renewed: true,
    graph: expect.arrayContaining([`${GRAPH}/ThreatHunting.Read.All`]),
    rows: [[[8]], [[8]]],
    // The client rounds longs, although the stand-in's answer is exact.
    ownRows: [[[96, Number(9223372036854775807n)]], [[96, Number(9223372036854775807n)]]],
  });
}, 120_000); // a new process starts slowly on a busy machine
