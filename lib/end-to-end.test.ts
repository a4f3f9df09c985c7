/** From hunts and telemetry to answers, on the sample telemetry and the real engine. */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, expect, test, vi } from 'vitest';
import { lea } from '@/lib/auth/fixtures';
import { withSomeHunts } from '@/lib/hunts/testing';
import type { PortalLinks } from '@/lib/query/model';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { testDatabase } from '@/lib/store/testing';

const NOW = SAMPLE_NOW;
const TENANT = '11111111-2222-4333-8444-555555555555';
const dataDir = await sampleDataDir('end-to-end');
vi.setConfig({ testTimeout: 240_000 });
withSomeHunts();
vi.stubEnv('NOW', NOW);
vi.stubEnv('DATA_DIR', dataDir);
vi.stubEnv('DEFENDER_TENANT_ID', TENANT);

let [signedIn, user] = [true, 'local'];
vi.mock('@/lib/auth/session.server', async () => {
  const { Fault } = await import('@/lib/shared/errors');
  return {
    requirePrincipal: async () => {
      if (!signedIn) throw new Fault('unauthenticated', 'Sign in first.');
      return { kind: 'person', user, name: 'Local', role: 'Lead', scope: 'local', accountId: null, clientAddress: null };
    },
  };
});

const slowHistory = vi.hoisted(() => ({ ms: 0 }));
vi.mock('@/lib/history/read.server', async (original) => {
  const whole = await original<typeof import('@/lib/history/read.server')>();
  const historyOrNotice: typeof whole.historyOrNotice = async (engine) => {
    if (slowHistory.ms > 0) await new Promise((resolve) => setTimeout(resolve, slowHistory.ms));
    return await whole.historyOrNotice(engine);
  };
  return { ...whole, historyOrNotice };
});

const { sql } = await testDatabase(); // exports are recorded
const { localIdentity } = await import('@/lib/engines/identity');
const { currentEngine } = await import('@/lib/engines/current.server');
const { readDevice } = await import('@/lib/devices/read.server');
const { readEvent } = await import('@/lib/devices/event.server');
const { readEvents } = await import('@/lib/devices/events.server');
const { exportSightings } = await import('@/lib/sightings/export.server');
const { compiledCatalogue } = await import('@/lib/catalogue/compiled.server');
const { readHunt, readHunts } = await import('@/lib/catalogue/read.server');
const { readDevicePortalLinks } = await import('@/lib/devices/portal-links.server');
const { readPortalLinks } = await import('@/lib/sightings/portal-links.server');
const { readSightings, readTimeline, sightingsJson } = await import('@/lib/sightings/read.server');
const { readStatus } = await import('@/lib/status/read.server');
const { changeVerdicts } = await import('@/lib/triage/set.server');

const REALVNC = '865f9d1e-a01a-46b9-a909-2f93fbab5331';
const ask = (query = '') => new URLSearchParams(query);
const kql = (text: string) => currentEngine().query(text, { now: NOW, identity: localIdentity });

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('with hunt=ID the rows are exactly those of the hunt’s own text', async () => {
  const { hunts } = await compiledCatalogue(currentEngine());
  const asked = hunts.filter(({ hunt }, i) => i % 4 === 0 || hunt.id === REALVNC); // all of them: sightings/every-hunt.test.ts
  expect(asked.length).toBeGreaterThan(5);
  for (const { hunt, cut } of asked) {
    const page = await readSightings(ask(`hunt=${hunt.id}&limit=1000&last=30d`));
    const own = await kql(cut.windowed(page.window));
    const at = (row: (typeof own.rows)[0], name: string | null) => row[own.columns.findIndex((c) => c.name === name)];
    const expected = own.rows.map((row) => ({
      deviceId: at(row, cut.outputs.deviceId),
      firstSeen: at(row, cut.outputs.firstSeen),
      lastSeen: at(row, cut.outputs.lastSeen),
      count: Number(at(row, cut.outputs.count)),
    }));
    const given = page.rows.map(({ deviceId, firstSeen, lastSeen, count }) => ({ deviceId, firstSeen, lastSeen, count }));
    const sort = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(sort(given), hunt.name).toEqual(sort(expected));
    expect(given.length, hunt.name).toBe(page.total);
  }
});

test('the API gives the same answer as JSON, which is written and packed once for all who ask the same question', async () => {
  const json = await sightingsJson(ask('limit=30'));
  expect(JSON.parse(json.text)).toEqual(JSON.parse(JSON.stringify(await readSightings(ask('limit=30')))));
  expect(gunzipSync(await json.packed()).toString()).toBe(json.text);
  const writing = vi.spyOn(JSON, 'stringify');
  expect(await sightingsJson(ask('limit=30'))).toBe(json);
  expect(await (await sightingsJson(ask('limit=30'))).packed()).toBe(await json.packed());
  expect((await sightingsJson(ask('limit=29'))).text).not.toBe(json.text);
  const rows = writing.mock.results.filter(({ value }) => String(value).includes('"activity"'));
  writing.mockRestore();
  expect(rows, 'of the second question').toHaveLength(1);
});

test('forty who ask the same at once cost the database little more than one', async () => {
  const asking = vi.spyOn(pg.Client.prototype, 'query');
  const statementsOf = async (people: number) => {
    asking.mockClear();
    await Promise.all(Array.from({ length: people }, () => sightingsJson(ask('limit=30'))));
    return asking.mock.calls.length;
  };
  const one = await statementsOf(1);
  expect(one).toBeGreaterThan(2);
  expect(await statementsOf(40)).toBeLessThan(4 * one);
  asking.mockRestore();
});

test('who asks for an answer soon gets the one of before while the engine is slow, and says that it is', async () => {
  const soon = ask('soon=1&omit=reportIds&limit=5');
  await readSightings(soon);
  await vi.waitFor(() => expect(readdirSync(path.join(dataDir, 'answers'))).toHaveLength(1));
  const present = await readSightings(soon); // the engine is quick now
  expect(present).not.toHaveProperty('isEarlier');
  const engine = currentEngine();
  const coverage = engine.coverage.bind(engine);
  const slow = vi.spyOn(engine, 'coverage').mockImplementation(async (options) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return await coverage(options);
  });
  const [earlier, waited, timeline] = await Promise.all([
    readSightings(soon),
    readSightings(ask('omit=reportIds&limit=5')),
    readTimeline(ask('soon=1')),
  ]);
  slow.mockRestore();
  expect(earlier).toMatchObject({ isEarlier: true, total: present.total, rows: present.rows, nextCursor: null });
  expect(waited).toEqual(present);
  expect(timeline).toMatchObject({ isEarlier: true, window: earlier.window });
});

test('an answer is not one of before because the database is slow, if its sweep is there', async () => {
  const soon = ask('soon=1&omit=reportIds&limit=5');
  await readSightings(soon);
  await vi.waitFor(() => expect(readdirSync(path.join(dataDir, 'answers'))).toHaveLength(1));
  slowHistory.ms = 1000;
  const began = performance.now();
  const [page, timeline] = await Promise.all([readSightings(soon), readTimeline(ask('soon=1'))]);
  slowHistory.ms = 0;
  expect(performance.now() - began).toBeGreaterThan(900);
  expect([page, timeline].filter((answer) => 'isEarlier' in answer)).toEqual([]);
});

test('a busy server gives the present answer if its sweep is kept, not the answer before', async () => {
  const soon = ask('soon=1&omit=reportIds&limit=5');
  await readSightings(soon);
  await vi.waitFor(() => expect(readdirSync(path.join(dataDir, 'answers'))).toHaveLength(1));
  let isBusy = true;
  const work = () => {
    const until = performance.now() + 150;
    while (performance.now() < until);
    if (isBusy) setImmediate(work);
  };
  work();
  const page = await readSightings(soon);
  isBusy = false;
  expect(page).not.toHaveProperty('isEarlier');
});

test('what rows, figures, activity and the timeline count is the same events', async () => {
  const [page, timeline] = await Promise.all([readSightings(ask('limit=1000')), readTimeline(ask())]);
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
  for (const row of page.rows) {
    expect(sum(row.activity)).toBe(row.count);
    expect(sum(row.signals.map((s) => s.count))).toBe(row.count);
    expect(row.signals.map((s) => s.firstSeen).sort()[0]).toBe(row.firstSeen);
  }
  expect(sum(page.rows.map((r) => r.count))).toBe(page.figures.events);
  expect(sum(timeline.series.flatMap((s) => s.counts))).toBe(page.figures.events);
  expect(timeline.series.every((s) => s.counts.length === page.axis.buckets)).toBe(true);
});

test('pages put together are the whole answer, whatever the size of a page', async () => {
  const whole = await readSightings(ask('limit=1000&sort=device&omit=reportIds'));
  const rows = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await readSightings(ask(`limit=7&sort=device&omit=reportIds&cursor=${cursor}`));
    expect(page.window).toEqual(whole.window);
    rows.push(...page.rows);
    cursor = page.nextCursor;
  }
  expect(rows).toEqual(whole.rows);
});

test('behind every ReportId of a sighting stand events, as many as it counts', async () => {
  const { rows } = await readSightings(ask('tool=realvnc&limit=5'));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const events = await readEvents(row.deviceId, ask('tool=realvnc&limit=1000'));
    expect(events.total).toBe(row.count);
    expect(new Set(events.rows.map((e) => e.reportId))).toEqual(new Set(row.signals.flatMap((s) => s.reportIds)));
    const [reportId] = row.signals[0]?.reportIds ?? [];
    const one = await readEvents(row.deviceId, ask(`reportId=${reportId}&tool=realvnc`));
    expect(one.rows.length).toBeGreaterThan(0);
    expect(one.rows.every((e) => e.reportId === reportId && e.tools.includes('RealVNC'))).toBe(true);
  }
});

test('a device’s events, paged, are every row of its tables, newest first', async () => {
  const { rows } = await readSightings(ask('limit=1'));
  const deviceId = rows[0]?.deviceId ?? '';
  const window = 'from=2026-03-09T00:00:00Z&to=2026-03-10T12:00:00Z';
  const events = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await readEvents(deviceId, ask(`${window}&limit=9&cursor=${cursor}`));
    events.push(...page.rows);
    expect(page.total).toBeGreaterThan(0);
    cursor = page.nextCursor;
    if (cursor === null) expect(events.length).toBe(page.total);
  }
  expect(new Set(events.map((e) => e.id)).size).toBe(events.length);
  const times = events.map((e) => e.timestamp);
  expect(times).toEqual([...times].sort().reverse());
});

test('words narrow a device’s events to those that hold all of them, anywhere and in any case', async () => {
  const [row] = (await readSightings(ask('tool=anydesk&last=30d&limit=1'))).rows;
  const find = (q: string) => readEvents(row?.deviceId ?? '', new URLSearchParams({ last: '7d', limit: '1000', q }));
  const all = await find('');
  expect(all.rows.length).toBe(all.total);
  for (const q of ['SVCHOST', 'anydesk 443', 'exe" --', "x' or 1=1"]) {
    const holds = all.rows.filter(({ columns: { DeviceName, DeviceId, Timestamp, ...columns } }) => {
      const text = Object.values(columns).join(' ').toLowerCase();
      return q
        .toLowerCase()
        .split(' ')
        .every((word) => text.includes(word));
    });
    const found = new Set((await find(q)).rows.map(({ id }) => id));
    expect(
      [...found].filter((id) => !holds.some((event) => event.id === id)),
      q,
    ).toEqual([]);
    if (q.startsWith('x')) expect(found.size).toBe(0);
    else expect(found.size, q).toBeGreaterThan(0);
  }
});

test('an event by its address has every column, its hunts and its ancestry', async () => {
  const { rows } = await readSightings(ask('tool=anydesk&signal=process&limit=1'));
  const { rows: events } = await readEvents(rows[0]?.deviceId ?? '', ask('tool=anydesk&signal=process&limit=1'));
  const [listed] = events;
  const detail = await readEvent(listed?.deviceId ?? '', listed?.id ?? '');
  expect(detail.event).toEqual(listed);
  expect(detail.schema.map((c) => c.name)).toEqual(Object.keys(detail.event.columns));
  expect(detail.ancestry.filter((n) => n.relation === 'subject').map((n) => n.eventId)).toEqual([listed?.id]);
  expect(detail.ancestry.some((n) => n.relation === 'initiating')).toBe(true);
  expect((await kql(detail.kql)).rows.length).toBe(1);
});

test('the first intrusion is told by its processes: up to the mail, down to what the session ran', async () => {
  const [row] = (await readSightings(ask('q=ws-fin-014&tool=anydesk&last=30d'))).rows;
  const id = row?.deviceId ?? '';
  const { rows: events } = await readEvents(id, ask('tool=anydesk&signal=process&last=30d'));
  const detail = async (commandLine: RegExp) => {
    const event = events.find(({ columns }) => commandLine.test(String(columns.ProcessCommandLine)));
    return (await readEvent(id, event?.id ?? '')).ancestry.map(({ relation, fileName }) => `${relation} ${fileName}`);
  };
  expect(await detail(/--install/)).toEqual(
    expect.arrayContaining(['ancestor OUTLOOK.EXE', 'parent wscript.exe', 'initiating powershell.exe', 'subject AnyDesk.exe']),
  );
  expect(await detail(/--backend/)).toContain('child cmd.exe');
  const lane = (await readDevice(id, ask('last=30d'))).lanes.find(({ toolSlug }) => toolSlug === 'anydesk');
  expect(lane?.startedBy.map(({ fileName }) => fileName.toLowerCase())).toEqual(
    expect.arrayContaining(['powershell.exe', 'services.exe']),
  );
});

test('the status tells how far behind each table is', async () => {
  const { tables, asOf } = await readStatus();
  const lags = tables.map(({ lastEvent }) =>
    lastEvent === null ? null : Math.round((Date.parse(asOf) - Date.parse(lastEvent)) / 1000),
  );
  expect(tables.map(({ lagSeconds }) => lagSeconds)).toEqual(lags);
  expect(Math.max(...lags.map(Number))).toBeGreaterThan(0);
});

test('a device page has a lane for each of its sightings', async () => {
  const { rows } = await readSightings(ask('limit=1'));
  const deviceId = rows[0]?.deviceId ?? '';
  const device = await readDevice(deviceId, ask());
  const { rows: own } = await readSightings(ask(`device=${deviceId}`));
  expect(device.lanes.map(({ startedBy: _, ...lane }) => lane)).toEqual(own);
  expect(device.deviceName).not.toBe('');
  expect(device.info?.columns.map((c) => c.name)).toContain('OSPlatform');
});

test('what does not exist is not found, whatever its name', async () => {
  for (const id of ['nope', '../../etc', "' or 1==1 //", '"; drop table x', '\u202e']) {
    await expect(readDevice(id, ask())).rejects.toMatchObject({ kind: 'not-found' });
    await expect(readEvent(id, 'process-1-2')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(readHunt(id, { last: '5d' })).rejects.toMatchObject({ kind: 'not-found' });
    expect((await readEvents(id, ask())).total).toBe(0);
    expect((await readSightings(ask(`device=${encodeURIComponent(id)}`))).total).toBe(0);
  }
});

test('the export is the whole filtered answer', async () => {
  const { rows } = await readSightings(ask('q=vnc&limit=1000'));
  const file = await exportSightings(ask('q=vnc&format=json'));
  const exported = (await new Response(file.body).json()) as { rows: unknown; total: number };
  expect(exported.rows).toEqual(rows);
  expect(exported.total).toBe(rows.length);
});

test('the seed’s hunt is shown as written, cut and sent', async () => {
  const hunt = await readHunt(REALVNC, { from: '2026-03-01T00:00:00.0000000Z', to: '2026-03-02T00:00:00.0000000Z' });
  expect(hunt.query.written).toContain('let Time_start = now(-5d);');
  expect(hunt.query.cut).toContain('2026-03-01');
  expect(hunt.query.cut).not.toContain('now(-5d)');
  expect(hunt.query.sent).toContain('realvnc');
});

test('nothing is read without a session', async () => {
  signedIn = false;
  try {
    const reads = [
      readSightings(ask()),
      readTimeline(ask()),
      readDevice('d', ask()),
      readEvents('d', ask()),
      readEvent('d', 'process-1-2'),
      readHunts(),
      readHunt(REALVNC, { last: '5d' }),
      readStatus(),
      readPortalLinks(ask()),
      readDevicePortalLinks('d', ask()),
      exportSightings(ask()),
    ];
    for (const read of reads) await expect(read).rejects.toMatchObject({ kind: 'unauthenticated' });
  } finally {
    signedIn = true;
  }
});

const devicesOf = async (query: string, { queries }: PortalLinks) => {
  const answers = await Promise.all(queries.map(({ kql: text }) => kql(text)));
  const own = answers.flatMap(({ columns, rows }) => rows.map((row) => row[columns.findIndex((c) => c.name === 'DeviceId')]));
  const here = await readSightings(ask(`${query}&limit=1000`));
  return { there: new Set(own), here: new Set(here.rows.map(({ deviceId }) => deviceId)) };
};

test.each(['last=30d', 'tool=realvnc&last=30d', 'tool=!anydesk&signal=network', `hunt=${REALVNC}&last=30d`])(
  'asked elsewhere, %s finds the devices that it finds here',
  async (query) => {
    const question = await readPortalLinks(ask(query));
    const { there, here } = await devicesOf(query, question);
    expect(here.size).toBeGreaterThan(0);
    expect(there).toEqual(here);
    expect(question.notices.filter(({ kind }) => kind !== 'skipped')).toEqual([]);
  },
);

test('elsewhere a question keeps to its devices, and says which filters its KQL lacks', async () => {
  const { rows } = await readSightings(ask('last=30d&sort=device&limit=2'));
  const [one, other] = rows.map(({ deviceId }) => deviceId);
  const kept = `last=30d&device=${one?.toUpperCase()}&device=${other}`;
  const left = `last=30d&device=!${one}`;
  for (const query of [kept, left]) {
    const { there, here } = await devicesOf(query, await readPortalLinks(ask(query)));
    expect(there).toEqual(here);
  }
  const { notices } = await readPortalLinks(ask('q=vnc&new=12h&account=a'));
  expect(notices.map(({ message }) => message).join()).toContain('by words, account, new are not in the KQL');
});

test('a device’s question is its events as KQL, with its pages in Defender', async () => {
  const [row] = (await readSightings(ask('tool=realvnc&limit=1'))).rows;
  const deviceId = row?.deviceId ?? '';
  for (const query of ['last=5d', 'last=5d&tool=realvnc', 'last=5d&signal=network&q=443']) {
    const { queries, pages } = await readDevicePortalLinks(deviceId, ask(query));
    const counts = await Promise.all(queries.map(async ({ kql: text }) => Number((await kql(`${text}\n| count`)).rows[0]?.[0])));
    expect(counts.reduce((a, b) => a + b, 0)).toBe((await readEvents(deviceId, ask(query))).total);
    expect(pages.map(({ kind }) => kind)).toEqual(['device', 'timeline']);
    expect(pages.every(({ href }) => href.includes(deviceId) && href.endsWith(`tid=${TENANT}`))).toBe(true);
  }
});

test('an event leads to its device and its files elsewhere, and to itself as KQL', async () => {
  const [row] = (await readSightings(ask('tool=realvnc&signal=process&limit=1'))).rows;
  const [event] = (await readEvents(row?.deviceId ?? '', ask('tool=realvnc&signal=process&limit=1'))).rows;
  const { portalLinks, kql: own } = await readEvent(row?.deviceId ?? '', event?.id ?? '');
  expect(portalLinks.pages.slice(0, 2).map(({ kind }) => kind)).toEqual(['device', 'timeline']);
  expect(portalLinks.pages.some(({ href }) => href.includes(`/file/${event?.columns.SHA256}/`))).toBe(true);
  const [query] = portalLinks.queries;
  expect(query?.kql).toBe(own);
  expect(query?.links).toEqual({ advancedHunting: { href: expect.any(String) }, logAnalytics: null });
});

test('what a person watches is told to that person alone, and a verdict to everybody at once', async () => {
  const asked = ask('limit=3');
  const answerOf = async (name: string) => {
    user = name;
    const json = await sightingsJson(asked);
    user = 'local';
    return json;
  };
  const [{ tool, deviceId } = { tool: '', deviceId: '' }] = (await readSightings(asked)).rows;
  await sql(`INSERT INTO watches VALUES ('ann', '${deviceId}', '${NOW}')`);
  const [anns, bobs, carls] = [await answerOf('ann'), await answerOf('bob'), await answerOf('carl')];
  expect(JSON.parse(anns.text)).toMatchObject({ watched: { devices: [deviceId] } });
  expect(JSON.parse(bobs.text)).toMatchObject({ watched: { devices: [] } });
  expect(carls, 'the same answer is written once').toBe(bobs);
  await changeVerdicts(lea, async () => ({ items: [{ tool, deviceId }], verdict: 'malicious' }));
  for (const name of ['ann', 'bob']) {
    const { rows } = JSON.parse((await answerOf(name)).text);
    expect(rows[0]).toMatchObject({ deviceId, verdict: { value: 'malicious' } });
  }
});
