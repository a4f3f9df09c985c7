import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { markup } from '@/components/ui/markup';
import { emptyProfile } from './fixtures';
import { ToolScreen } from './tool-screen';

vi.mock('next/navigation', () => ({
  usePathname: () => '/tools/acme',
  useSearchParams: () => new URLSearchParams(),
  useRouter: () => ({}),
}));

const shown = (toolSlug: string | null) => {
  const client = new QueryClient();
  client.setQueryData(['exclusions', 'known'], { exclusions: [{ status: 'active', toolSlug }] });
  return markup(
    <QueryClientProvider client={client}>
      <ToolScreen initial={{ search: '', profile: emptyProfile }} />
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
