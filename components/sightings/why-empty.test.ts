import { expect, test } from 'vitest';
import type { SightingsPage } from '@/lib/sightings/model';
import { defaultParams } from '@/lib/sightings/params';
import type { StatusReport } from '@/lib/status/model';
import { emptyChartWords, searchedWords, whyEmpty, whyNoMatch } from './why-empty';

const window = { from: '2026-03-05T00:00:00.0000000Z', to: '2026-03-10T00:00:00.0000000Z' };
const noFacets: SightingsPage['facets'] = {
  tools: [],
  signals: [],
  workspaces: [],
  verdicts: [],
  confidences: [],
  seenBys: [],
  owners: [],
};
const page: Pick<SightingsPage, 'window' | 'facets' | 'excluded'> = {
  window,
  facets: noFacets,
  excluded: { sightings: 0, events: 0 },
};
const table = (part: Partial<StatusReport['tables'][number]>) => ({
  name: 'DeviceProcessEvents',
  present: true,
  timeColumn: 'Timestamp' as const,
  within: null,
  rows: '10',
  firstEvent: '2026-03-01T00:00:00.0000000Z',
  lastEvent: '2026-03-09T00:00:00.0000000Z',
  fault: null,
  hunts: 3,
  connectors: [],
  lagSeconds: 0,
  ...part,
});
const ask = (tables: StatusReport['tables'], params = defaultParams, asked = page) => whyEmpty(asked, params, { tables });

test('other tools are there: it is the filters', () => {
  const asked = { ...page, facets: { ...noFacets, tools: [{ tool: 'A', slug: 'a', sightings: 1 }] } };
  expect(ask([table({})], { ...defaultParams, q: 'x' }, asked)).toEqual({ why: 'filters' });
});

test('nothing was ever imported', () => {
  expect(ask([table({ present: false, rows: '0', firstEvent: null, lastEvent: null })])).toEqual({ why: 'no-telemetry' });
});

test('the telemetry ends before the window: the window that would show it is offered', () => {
  const newest = '2026-02-01T12:00:00.0000000Z';
  expect(ask([table({ firstEvent: '2026-01-01T00:00:00.0000000Z', lastEvent: newest }), table({ hunts: 0 })])).toEqual({
    why: 'no-data',
    newest,
    near: { from: '2026-01-27T12:00:00.0000000Z', to: newest },
  });
});

test('one table is missing, the rest has nothing', () => {
  expect(ask([table({}), table({ name: 'DeviceNetworkEvents', present: false, firstEvent: null, lastEvent: null })])).toEqual({
    why: 'missing-tables',
    tables: ['DeviceNetworkEvents'],
  });
});

test('all is there and nothing matched; or the status is not known yet', () => {
  expect(ask([table({})])).toEqual({ why: 'none' });
  expect(whyEmpty(page, defaultParams, undefined)).toEqual({ why: 'none' });
});

test('that nothing matched is said of what was asked', () => {
  expect(whyNoMatch([{ kind: 'info', message: '' }])).toBe('Every hunt was asked and none matched.');
  expect(whyNoMatch([{ kind: 'partial', message: '' }])).toContain('Not everything could be asked');
});

test('a search that found nothing says what it looks at', () => {
  expect(searchedWords('relay.example')).toContain(
    'Addresses, files, ReportIds and devices without a sighting are not among them',
  );
  expect(searchedWords('')).toContain('none passes all the filters');
});

test('exclusions are named before the filters, unless excluded ones are shown', () => {
  const suspicious = { ...defaultParams, verdict: ['suspicious' as const] };
  const facets = { ...noFacets, tools: [{ tool: 'A', slug: 'a', sightings: 1 }] };
  const asked = { ...page, facets, excluded: { sightings: 3, events: 40 } };
  expect(ask([table({})], suspicious, asked)).toEqual({ why: 'excluded' });
  expect(ask([table({})], { ...suspicious, excluded: true }, asked)).toEqual({ why: 'filters' });
});

test('an empty chart says whether the window, the filters or exclusions leave nothing', () => {
  const suspicious = { ...defaultParams, verdict: ['suspicious' as const] };
  const some = { sightings: 3, events: 40 };
  expect(emptyChartWords(defaultParams, undefined)).toBe('No events in this window.');
  expect(emptyChartWords(suspicious, page.excluded)).toBe('No events pass these filters.');
  expect(emptyChartWords(suspicious, some)).toBe('All events that pass these filters are excluded.');
  expect(emptyChartWords({ ...suspicious, excluded: true }, some)).toBe('No events pass these filters.');
  expect(emptyChartWords(defaultParams, some)).toBe('All events in this window are excluded.');
});
