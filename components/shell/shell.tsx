'use client';

import dynamic from 'next/dynamic';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { AnsweredProvider } from '@/components/ui/answered';
import { useKeys } from '@/components/ui/keys';
import { TipLayer } from '@/components/ui/tip';
import { paths } from '@/lib/routes/paths';
import { Header } from './header';
import classes from './shell.module.css';

const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });
const KeysHelp = dynamic(() => import('./keys-help').then((module) => module.KeysHelp), { ssr: false });

/** What stands around every page of somebody who is signed in; the sign-in page stands alone. */
export function Shell({ children }: { children: ReactNode }) {
  const alone = usePathname() === paths.signIn();
  if (alone) return children;
  return <Frame>{children}</Frame>;
}

function Frame({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const close = () => setOpen(null);
  useKeys({ 'mod+k': () => setOpen('palette'), '?': () => setOpen('keys') });
  return (
    <AnsweredProvider>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      <Header onPalette={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
        <TipLayer />
      </main>
      {open === 'palette' && <Palette onClose={close} onKeys={() => setOpen('keys')} go={(path) => router.push(path)} />}
      {open === 'keys' && <KeysHelp onClose={close} />}
    </AnsweredProvider>
  );
}
