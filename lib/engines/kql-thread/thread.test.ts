import { MessagePort } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { cutHunt, piecesOf } from '@/lib/kql/cut/cut';
import { labellingOf } from '@/lib/kql/cut/fuse';
import { tableSchemas } from '@/lib/kql/schemas';
import { labellingSql } from '@/lib/kql/sql/labelling';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { crossWorkspaceUnion } from '@/lib/kql/workspaces/cross-workspace-union';
import { crossWorkspaceTable, workspaceTable } from '@/lib/kql/workspaces/table';
import { translateInThread } from '../embedded/translation/kept.server';
import { type Tables, translateHere } from '../embedded/translation/translator';
import { KqlThread } from './thread.server';

vi.setConfig({ testTimeout: 120_000 }); // a thread loads the parser, which a busy machine takes long for

const now = '2026-03-10T12:00:00.0000000Z';
const tables: Tables = {
  version: '1',
  schemas: tableSchemas,
  relations: {
    DeviceProcessEvents: { sql: '(SELECT 1)' },
    DeviceInfo: { fault: { kind: 'unavailable', message: 'a.parquet is not a readable Parquet file.' } },
  },
};
const patient = new KqlThread();
/** As long a list as the limits allow: the parser needs ten seconds for it. */
const slow = `print dynamic([${Array.from({ length: 90_000 }, (_, i) => `'a${i}'`).join(',')}])`;

test('the thread translates as the caller’s own thread does, faults included', async () => {
  const translate = translateInThread(patient);
  const query = 'DeviceProcessEvents | where Timestamp > ago(5d) and FileName has "x" | count';
  expect(await translate(query, now, tables)).toEqual(await translateHere(query, now, tables));
  const refused = translate('DeviceProcessEvents | wher', now, tables);
  await expect(refused).rejects.toMatchObject({ name: 'KqlError', diagnostics: [{ line: 1 }] });
  await expect(translate('DeviceInfo | count', now, tables)).rejects.toMatchObject({
    kind: 'unavailable',
    message: /a\.parquet/,
  });
  await expect(translate('DeviceNetworkEvents | count', now, tables)).rejects.toThrow(
    'The table DeviceNetworkEvents is not there',
  );
  const cut = cutHunt(
    'DeviceProcessEvents | where Timestamp > ago(5d) | where FileName has "x" and FileSize > 1 | summarize count() by DeviceId',
  );
  const labelling = labellingOf([{ label: 'h0', cut }], 'DeviceProcessEvents');
  const schema = tableSchemas.find(({ name }) => name === 'DeviceProcessEvents');
  if (!labelling || !schema) throw new Error('nothing to label');
  expect(await patient.compile(labelling, schema)).toEqual(labellingSql(labelling, schema));
  const changed = { ...tables, version: '2', relations: { DeviceNetworkEvents: { sql: '(SELECT 2)' } } };
  expect((await translate('DeviceNetworkEvents | count', now, changed)).sql).toContain('(SELECT 2)');
});

test('a text that keeps the parser busy is refused, the server answers meanwhile, and the next query is translated', async () => {
  const thread = new KqlThread(2000);
  const translate = translateInThread(thread);
  let beats = 0;
  const beat = setInterval(() => (beats += 1), 20);
  await expect(translate(slow, now, tables)).rejects.toMatchObject({ name: 'KqlError', message: /takes longer than 2 s/ });
  clearInterval(beat);
  expect(beats, 'the event loop went on').toBeGreaterThan(10);
  expect((await translate('DeviceProcessEvents | count', now, tables)).tables).toEqual(['DeviceProcessEvents']);
});

test('a text that nobody waits for any more is never parsed', async () => {
  const translate = translateInThread(patient);
  const sent = vi.spyOn(MessagePort.prototype, 'postMessage');
  const leaver = new AbortController();
  const [first, left] = [translate('print 1', now, tables), translate('print 2', now, tables, leaver.signal)];
  const outcome = expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  leaver.abort();
  await outcome;
  await first;
  await translate('print 3', now, tables);
  const texts = sent.mock.calls.map(([message]) => JSON.stringify(message));
  sent.mockRestore();
  const count = (text: string) => texts.filter((sentText) => sentText.includes(text)).length;
  expect([count('print 1'), count('print 2'), count('print 3')]).toEqual([2, 0, 2]);
  expect((await translate('print 2', now, tables)).columns, 'asked again it is').toHaveLength(1);
});

test('a hunt is cut in the thread as it is here, checked for the engine that is to answer it', async () => {
  const hunt =
    'let since = ago(5d); DeviceProcessEvents | where Timestamp > since and FileName has "x" | summarize count() by DeviceId';
  expect(await patient.cut(hunt, 'embedded')).toEqual(piecesOf(hunt));
  const lacks = 'DeviceProcessEvents | where geo_info_from_ip_address("192.0.2.1") == ""';
  await expect(patient.cut(lacks, 'embedded')).rejects.toThrow('geo_info_from_ip_address');
  expect(await patient.cut(lacks, 'log-analytics')).toEqual(piecesOf(lacks));
  // Defender's tables have no TimeGenerated.
  const arrived = 'DeviceProcessEvents | where TimeGenerated > ago(5d) and FileName has "x" | summarize count() by DeviceId';
  expect(await patient.cut(arrived, 'log-analytics')).toEqual(piecesOf(arrived));
  await expect(patient.cut(arrived, 'defender')).rejects.toThrow('TimeGenerated');
});

test('a query over workspaces is written in the thread as here, whichever joint tables were asked for before', async () => {
  const joint = (...names: string[]) => {
    const all = tableSchemas.map((schema) =>
      crossWorkspaceTable(
        schema,
        names.map((name) => ({ source: workspaceTable(name, schema.name), columns: schema.columns, workspace: name })),
      ),
    );
    return { tables: all, schemas: all.map(({ schema }) => schema) };
  };
  const [two, three] = [joint('a', 'b'), joint('a', 'b', 'c')];
  const kql = 'DeviceProcessEvents | where Timestamp > ago(1d) and FileName has "x" | count';
  for (const place of [two, three, three, two])
    expect(await patient.unite(kql, now, place)).toEqual(crossWorkspaceUnion(kql, { ...place, now, limits: fusedLimits }));
  await expect(patient.unite('DeviceProcessEvents | wher', now, two)).rejects.toMatchObject({ name: 'KqlError' });
});
