import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultParams } from '@/lib/sightings/params';
import { sightingsQuery } from './queries';

vi.mock('@/components/charts/estate-timeline', () => ({ preloadTimeline: () => undefined }));
afterEach(() => vi.unstubAllGlobals());

const at = '2026-03-10T12:00:00.0000000Z';
const page = {
  ...{ window: { from: at, to: at }, engine: 'embedded', asOf: at, notices: [], total: 0, rows: [], nextCursor: null },
  axis: { from: at, step: '1h', buckets: 1 },
  figures: { devices: 0, tools: 0, newSightings: 0, unreviewed: 0, changed: 0, quiet: 0, events: 0 },
  ...{ newSince: at, quietFrom: null, lookbackFrom: at, leftOut: [], groups: [] },
  facets: { tools: [], signals: [], workspaces: [], verdicts: [], confidences: [], seenBys: [], owners: [] },
  watched: { devices: [], showingNew: 0 },
  excluded: { sightings: 0, events: 0 },
};

test('only the first question takes an earlier answer, which the present one follows, unless that fails', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return Response.json(url.includes('soon=1') ? { ...page, isEarlier: true } : page);
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const query = sightingsQuery(client, defaultParams, 0);
  await client.fetchInfiniteQuery(query);
  const observer = new InfiniteQueryObserver(client, query);
  const [own, { refetchInterval }] = [observer.getCurrentQuery(), observer.options];
  const again = () => (typeof refetchInterval === 'function' ? refetchInterval(own) : undefined);
  expect(again()).toBe(50);
  client
    .getQueryCache()
    .find(query)
    ?.setState({ error: new Error('The engine does not answer.') });
  expect(again(), 'a failing server is not asked over and over').toBe(false);
  await client.fetchInfiniteQuery({ ...query, staleTime: 0 });
  expect(again()).toBe(false);
  await client.fetchInfiniteQuery(sightingsQuery(client, { ...defaultParams, window: { last: '1d' } }, 0));
  expect(asked.map((url) => url.includes('soon=1'))).toEqual([true, false, false]);
});
