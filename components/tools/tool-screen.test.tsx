import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { markup } from '@/components/ui/markup';
import type { ToolProfile } from '@/lib/tool-profiles/model';
import { ToolScreen } from './tool-screen';

vi.mock('next/navigation', () => ({
  usePathname: () => '/tools/acme',
  useSearchParams: () => new URLSearchParams(),
  useRouter: () => ({}),
}));

const profile: ToolProfile = {
  window: { from: '2026-03-05T00:00:00.0000000Z', to: '2026-03-10T00:00:00.0000000Z' },
  engine: 'embedded',
  asOf: '2026-03-10T00:00:00.0000000Z',
  notices: [],
  tool: 'Acme',
  slug: 'acme',
  facts: null,
  hunts: [],
  seen: null,
  earlier: null,
  firstEver: null,
  lastEver: null,
  ever: null,
  lookbackFrom: '2026-03-01T00:00:00.0000000Z',
  signals: [],
  estate: null,
  programs: { rows: [], total: 0 },
  relays: { rows: [], total: 0 },
};
const shown = (toolSlug: string | null) => {
  const client = new QueryClient();
  client.setQueryData(['exclusions', 'known'], { exclusions: [{ status: 'active', toolSlug }] });
  return markup(
    <QueryClientProvider client={client}>
      <ToolScreen initial={{ search: '', profile }} />
    </QueryClientProvider>,
  ).text;
};

test('the page of a tool says that active exclusions are taken out of its numbers, also where nothing is left', () => {
  for (const toolSlug of ['acme', null]) {
    expect(shown(toolSlug)).toContain('Active exclusions are taken out of these numbers.');
    expect(shown(toolSlug)).toContain('Not seen in this window');
  }
  expect(shown('other')).not.toContain('exclusions are taken out');
});
