import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/**
 * For tests: the HTML of a component before any interaction, and its text as screen readers read it. `answers` are the server’s
 * answers by query key.
 */
export function markup(element: ReactNode, answers: Record<string, unknown> = {}): { html: string; text: string } {
  const client = new QueryClient();
  for (const [key, answer] of Object.entries(answers)) client.setQueryData([key], answer);
  const html = renderToStaticMarkup(
    <MantineProvider>
      <QueryClientProvider client={client}>{element}</QueryClientProvider>
    </MantineProvider>,
  ).replace(/<style.*?<\/style>/gs, '');
  const text = html
    .replace(/<(\w+) [^>]*aria-hidden="true"[^>]*>[^<]*<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
  return { html, text };
}
