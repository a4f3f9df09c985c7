import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { markup } from '@/components/ui/markup';
import { HuntsScreen } from './hunts-screen';

vi.mock('next/navigation', () => ({
  usePathname: () => '/hunts',
  useSearchParams: () => new URLSearchParams(),
  useRouter: () => ({}),
}));

const shown = (status: 'active' | 'off') => {
  const client = new QueryClient();
  client.setQueryData(['exclusions', 'known'], { exclusions: [{ status, toolSlug: null }] });
  client.setQueryData(['tools', 'last=30d'], { tools: new Map(), notices: [], took: [] });
  return markup(
    <QueryClientProvider client={client}>
      <HuntsScreen hunts={[]} notices={[]} />
    </QueryClientProvider>,
  ).text;
};

test('what was found says that active exclusions are taken out of it', () => {
  expect(shown('active')).toContain('Active exclusions are taken out of these numbers.');
  expect(shown('off')).not.toContain('exclusions are taken out');
});
