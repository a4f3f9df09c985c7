import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './globals.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata } from 'next';
import localFont from 'next/font/local';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { personOf } from '@/lib/auth/model';
import { currentSession } from '@/lib/auth/session.server';
import { portals } from '@/lib/shared/portals';
import { PREFS_COOKIE, parsePrefs } from '@/lib/shared/prefs';
import { Providers } from './providers';

const inter = localFont({ src: '../public/fonts/inter-latin.woff2', variable: '--font-inter', weight: '100 900' });
const mono = localFont({
  src: '../public/fonts/jetbrains-mono-latin.woff2',
  variable: '--font-jetbrains-mono',
  weight: '100 800',
  preload: false,
});

export const metadata: Metadata = {
  title: { default: 'RMM Sightings', template: '%s · RMM Sightings' },
  description: 'Which device ran which remote-management tool, since when, and the events that say so.',
  icons: { icon: '/icon.svg' },
  robots: { index: false, follow: false },
};

export default async function Layout({ children }: { children: ReactNode }) {
  const [nonce, prefs] = [(await headers()).get('x-nonce') ?? '', parsePrefs((await cookies()).get(PREFS_COOKIE)?.value)];
  const session = await currentSession();
  return (
    <html lang="en" {...mantineHtmlProps} className={`${inter.variable} ${mono.variable}`}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <Providers nonce={nonce} prefs={prefs} hasPortals={portals().tenantId !== null}>
          <Shell person={personOf(session)} me={session && { name: session.name, role: session.role }}>
            {children}
          </Shell>
        </Providers>
      </body>
    </html>
  );
}
