import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Response, request } from '../client/request';
import { tokensOf } from '../client/tokens';
import { makeLittleTelemetry, NOW } from '../fixtures';
import { type Fakes, startFakes } from '../start';
import { workspaceNamed } from './workspaces';

const REDIRECT = 'http://127.0.0.1:3999/back';
/** Long enough for a busy machine to notice that a client goes away before the answer. */
const SLOW_MS = 1000;
let folder: string;
let fakes: Fakes;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'misbehaviours-'));
  await makeLittleTelemetry(folder);
  fakes = await startFakes({
    dataDir: folder,
    dir: path.join(folder, 'tls'),
    now: NOW,
    redirectUris: [REDIRECT],
    logAnalytics: {
      limits: { calls: 40, perMs: 60_000, queued: 8, bytes: 40_000 },
      misbehaviours: { slowMs: SLOW_MS, hugeRows: 30 },
    },
  });
  const client = { authority: fakes.entra.authority, ca: fakes.ca, redirectUri: REDIRECT };
  for (const user of ['alice', 'bob', 'vera', 'analyst-001']) tokens[user] = (await tokensOf(client, user)).access;
});
afterAll(async () => {
  await fakes.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => fakes.admin.clearRequests('logAnalytics'));

interface Asking {
  user?: string;
  query?: string;
  prefer?: string;
  signal?: AbortSignal;
}

function ask(
  workspace: string,
  { user = 'alice', query = 'DeviceProcessEvents', prefer, signal }: Asking = {},
): Promise<Response> {
  return request(`${fakes.logAnalytics.endpoint}/v1/workspaces/${workspaceNamed(workspace).customerId}/query`, {
    ca: fakes.ca,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[user]}`, ...(prefer && { prefer }) },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
}

const outcome = (asked: Promise<Response>) =>
  asked.then(
    ({ status, headers, body }) => ({ status, after: headers['retry-after'], isWhole: isWhole(body) }),
    (error) => ({ broken: error.code }),
  );
function isWhole(body: string): boolean {
  try {
    return JSON.parse(body).tables[0].rows.length === 96;
  } catch {
    return false;
  }
}
async function outcomes(workspace: string, count: number): Promise<unknown[]> {
  const all = [];
  for (let i = 0; i < count; i++) all.push(await outcome(ask(workspace)));
  return all;
}
const good = { status: 200, after: undefined, isWhole: true };

test.each([
  ['throttled', { status: 429, after: '1', isWhole: false }],
  ['busy', { status: 429, after: undefined, isWhole: false }],
  ['malformed', { status: 200, after: undefined, isWhole: false }],
  ['reset', { broken: 'ECONNRESET' }],
  ['cut', { broken: 'ECONNRESET' }],
])('the workspace %s fails one call in three, and answers the others in full', async (workspace, wrong) => {
  expect(await outcomes(workspace, 4)).toEqual([wrong, good, good, wrong]);
});

test.each([
  ['empty-504', 504, ''],
  ['html-504', 504, /^<html>/],
  ['empty-body', 200, ''],
  ['forbidden', 403, /"code":"InsufficientAccessError"/],
  ['gone', 404, /"code":"PathNotFoundError"/],
  ['no-data', 204, ''],
])('the workspace %s answers %i each time', async (workspace, status, body) => {
  for (let i = 0; i < 2; i++)
    expect(await ask(workspace)).toMatchObject({ status, body: body === '' ? '' : expect.stringMatching(body) });
});

test('a workspace that misbehaves also does so in a query over several workspaces', async () => {
  const { status } = await ask('contoso', { query: "union DeviceInfo, workspace('forbidden').DeviceInfo" });
  expect(status).toBe(403);
});

test('the workspace unavailable answers 503 the first time a user asks a query, and then answers the query', async () => {
  const statuses = async (asking: Asking) => [
    (await ask('unavailable', asking)).status,
    (await ask('unavailable', asking)).status,
  ];
  expect(await statuses({ user: 'bob' })).toEqual([503, 200]);
  expect(await statuses({ user: 'vera' })).toEqual([503, 200]);
  expect(await statuses({ user: 'bob', query: 'DeviceInfo' })).toEqual([503, 200]);
});

test('the workspace partial answers 200 with half of the rows and an error beside them', async () => {
  const { tables, error } = JSON.parse((await ask('partial')).body);
  expect(tables[0].rows).toHaveLength(48);
  expect(error).toMatchObject({
    code: 'PartialError',
    details: [{ code: 'EngineError', innererror: { severityName: 'Error' } }],
  });
});

describe('an answer that is too large has an error beside as many rows as fit', () => {
  const largest = (body: string) => JSON.parse(body).error.details[0].innererror.message;

  test('the error names the limit of rows, and a narrower window is answered in full', async () => {
    const { body } = await ask('huge');
    expect(JSON.parse(body).tables[0].rows).toHaveLength(30);
    expect(largest(body)).toMatch(/internal record count limit 30 \(E_QUERY_RESULT_SET_TOO_LARGE/);
    expect(
      JSON.parse((await ask('huge', { query: 'DeviceProcessEvents | where Timestamp > ago(30h)' })).body),
    ).not.toHaveProperty('error');
  });

  test('the error names the limit of bytes', async () => {
    const columns = Array.from({ length: 40 }, (_, i) => `Copy${i} = FileName`).join(', ');
    const { body } = await ask('contoso', { query: `DeviceProcessEvents | extend ${columns}` });
    expect(largest(body)).toMatch(/internal data size limit 40000/);
  });
});

describe('the workspace slow', () => {
  test('answers in the end, but with 504 once the time of Prefer: wait is over', async () => {
    expect(await outcome(ask('slow'))).toEqual(good);
    const late = await ask('slow', { prefer: 'wait=0' });
    expect([late.status, JSON.parse(late.body).error.code]).toEqual([504, 'GatewayTimeout']);
  });

  test('stops its work when the client goes away', async () => {
    const leaving = new AbortController();
    const asked = outcome(ask('slow', { signal: leaving.signal }));
    await expect.poll(() => fakes.admin.requests('logAnalytics')).toHaveLength(1);
    leaving.abort();
    expect(await asked).toEqual({ broken: 'ABORT_ERR' });
    await expect.poll(async () => (await fakes.admin.requests('logAnalytics'))[0]?.status).toBe(499);
    const [entry] = await fakes.admin.requests('logAnalytics');
    expect(entry?.ms).toBeLessThan(SLOW_MS);
  });

  test('runs five queries of a user at once and the others in turn, and lets another user’s query run meanwhile', async () => {
    const many = Array.from({ length: 12 }, () => ask('slow', { user: 'bob' }));
    expect(await outcome(ask('slow', { user: 'vera' }))).toEqual(good);
    expect(new Set((await Promise.all(many)).map(({ status }) => status))).toEqual(new Set([200]));
    const bobs = (await fakes.admin.requests('logAnalytics')).filter(({ user }) => user === 'bob');
    const turns = bobs.flatMap(({ turn }) => (turn?.to ? [{ from: turn.from, to: turn.to }] : []));
    const atOnce = turns.map(({ from }) => turns.filter((each) => each.from <= from && from < each.to).length);
    expect([turns.length, Math.max(...atOnce)]).toEqual([12, 5]);
    expect((await fakes.admin.requests('logAnalytics')).find(({ user }) => user === 'vera')?.queuedMs).toBeLessThan(SLOW_MS / 2);
  });

  test('refuses a query of a user when as many run and wait as the limits allow', async () => {
    const many = await Promise.all(Array.from({ length: 15 }, () => ask('slow', { user: 'vera' })));
    expect(many.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(2);
  });
});

test('a user may make a limited number of calls in a while; further calls are refused, and other users are still answered', async () => {
  const statuses = async (user: string, count: number) =>
    (await Promise.all(Array.from({ length: count }, () => ask('gone', { user })))).map(({ status }) => status);
  const all = [];
  for (let i = 0; i < 9; i++) all.push(...(await statuses('analyst-001', 5)));
  expect(all.filter((status) => status === 404)).toHaveLength(40);
  expect(all.slice(40)).toEqual([429, 429, 429, 429, 429]);
  expect(await statuses('bob', 1)).toEqual([404]);
});
