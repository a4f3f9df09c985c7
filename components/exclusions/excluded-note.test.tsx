import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import type { Exclusion, ExclusionsPage } from '@/lib/exclusions/model';
import { paths } from '@/lib/routes/paths';
import { ExcludedNote } from './excluded-note';

const exclusion = (part: Partial<Exclusion>): ExclusionsPage['exclusions'][number] => ({
  id: 'x',
  name: 'Help desk',
  tool: null,
  toolSlug: null,
  where: null,
  reason: 'known',
  owner: 'anna',
  status: 'active',
  by: 'anna',
  at: '2026-03-01T00:00:00.0000000Z',
  approvedBy: 'ben',
  expiresAt: '2026-06-01T00:00:00.0000000Z',
  expiresSoon: false,
  revision: 1,
  hidesNow: null,
  lastMatch: null,
  ...part,
});
const shown = (part: Partial<Exclusion>, slug?: string) => {
  const client = new QueryClient();
  const answer: ExclusionsPage = { window: null, notices: [], exclusions: [exclusion(part)] };
  client.setQueryData(['exclusions', 'known'], answer);
  const of = slug === undefined ? {} : { of: { slug, window: { last: '30d' } } };
  return markup(
    <QueryClientProvider client={client}>
      <ExcludedNote {...of} />
    </QueryClientProvider>,
  );
};

test('a page of all tools says that active exclusions are taken out, and leads to them', () => {
  const { html, text } = shown({ tool: 'AnyDesk', toolSlug: 'anydesk' });
  expect(text).toContain('Active exclusions are taken out of these numbers.');
  expect(html).toContain(`href="${paths.exclusions()}"`);
  expect(shown({ status: 'expired' }).html).toBe('');
});

test('a tool’s page says it of exclusions of the tool and of all tools, and leads to its sightings with them', () => {
  for (const toolSlug of ['anydesk', null]) {
    const { html } = shown({ toolSlug }, 'anydesk');
    expect(html.replaceAll('&amp;', '&')).toMatch(/href="\/\?(?=[^"]*last=30d)(?=[^"]*tool=anydesk)[^"]*excluded=show/);
  }
  expect(shown({ toolSlug: 'atera' }, 'anydesk').html).toBe('');
  expect(shown({ status: 'off' }, 'anydesk').html).toBe('');
});
