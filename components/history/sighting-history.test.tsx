import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { SightingHistory as Answer } from '@/lib/history/model';
import { SightingHistory } from './sighting-history';

const at = (day: string, time = '00:00:00') => `2026-03-${day}T${time}.0000000Z`;
const answer: Answer = {
  off: null,
  reach: { from: at('01'), to: at('10') },
  gaps: [{ from: at('03'), to: at('04') }],
  seen: { firstSeen: at('01', '08:00:00'), lastSeen: at('05', '09:00:00') },
  days: [
    { day: '2026-03-01', firstSeen: at('01', '08:00:00'), lastSeen: at('01', '08:00:00'), events: 2, late: 0 },
    { day: '2026-03-05', firstSeen: at('05', '09:00:00'), lastSeen: at('05', '09:00:00'), events: 3, late: 1 },
  ],
};
function told(given: Partial<Answer>): string {
  const client = new QueryClient();
  client.setQueryData(['history', 'anydesk', 'd1'], { ...answer, ...given });
  const html = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <SightingHistory toolSlug="anydesk" deviceId="d1" />
    </QueryClientProvider>,
  );
  return html.replace(/<[^>]+>/g, '');
}

test('a sighting’s history says on how many days, since when it is quiet, what is not known and what came late', () => {
  expect(told({})).toBe(
    'Seen on 2 days, quiet since 2026-03-05 09:00:00, in the history from 2026-03-01 00:00:00 to 2026-03-10 00:00:00. 1 time in between was not swept. 1 event arrived late, after that time had been swept.',
  );
  expect(told({ seen: null, days: [], gaps: [] })).toMatch(/^Never seen in the history from 2026-03-01/);
  expect(told({ off: 'why' })).toBe('No history is kept. The status page says why.');
  expect(told({ reach: null })).toBe('Nothing was swept yet.');
});
