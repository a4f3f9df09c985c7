'use client';

import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Problem } from '@/components/ui/fetch';
import { PortalsProvider } from '@/components/ui/portals';
import { PrefsProvider } from '@/components/ui/prefs';
import type { Prefs } from '@/lib/shared/prefs';
import { cssVariables, theme } from './theme';

const minutes = 60_000;

/** Nothing is fetched again just because the window gets the focus: rows move only when the person asks for it. */
function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5 * minutes,
        gcTime: 10 * minutes,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && error instanceof Problem && (error.status === 0 || error.status === 503),
      },
    },
  });
}

interface Props {
  /** The nonce of the request, for the styles that Mantine writes in the browser. */
  nonce: string;
  prefs: Prefs;
  /** Whether there are links into Microsoft's portals. */
  hasPortals: boolean;
  children: ReactNode;
}

export function Providers({ nonce, prefs, hasPortals, children }: Props) {
  const [client] = useState(makeClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={client}>
        <PortalsProvider has={hasPortals}>
          <PrefsProvider initial={prefs}>{children}</PrefsProvider>
        </PortalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
