'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { AnsweredProvider } from '@/components/ui/answered';
import { useGo, useGoing } from '@/components/ui/going';
import { useKeys } from '@/components/ui/keys';
import { type Me, MeProvider } from '@/components/ui/me';
import { TipLayer } from '@/components/ui/tip';
import { VerdictsProvider } from '@/components/verdicts/verdicts-provider';
import type { Person } from '@/lib/auth/model';
import { paths } from '@/lib/routes/paths';
import { GoingNotice } from './going-notice';
import { Header } from './header';
import classes from './shell.module.css';
import { useTypedAhead } from './use-typed-ahead';

const loadPalette = () => import('./palette').then((module) => module.Palette);
const KeysHelp = dynamic(() => import('./keys-help').then((module) => module.KeysHelp), { ssr: false });

interface Props {
  /** The person who is signed in; null on a local server, which knows no names. */
  person: Person | null;
  /** Null if nobody is signed in. */
  me: Me | null;
  children: ReactNode;
}

/** The frame of every page for a person who is signed in. The sign-in page has no frame. */
export function Shell({ person, me, children }: Props) {
  const alone = usePathname() === paths.signIn();
  if (alone) return children;
  return (
    <MeProvider me={me}>
      <Frame person={person}>{children}</Frame>
    </MeProvider>
  );
}

function Frame({ person, children }: Omit<Props, 'me'>) {
  const go = useGo();
  const isGoing = useGoing() !== null;
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const close = useCallback(() => {
    setOpen(null);
    setHasFocus(false);
  }, []);
  const { take } = useTypedAhead(open === 'palette' && !hasFocus, close);
  const Palette = usePalette(open === 'palette');
  useKeys({ 'mod+k': () => setOpen('palette'), '?': () => setOpen('keys') });
  return (
    <AnsweredProvider>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      <Header person={person} onPalette={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <GoingNotice />
      <main id="content" tabIndex={-1} className={classes.main} aria-busy={isGoing}>
        <VerdictsProvider>{children}</VerdictsProvider>
        <TipLayer />
      </main>
      {open === 'palette' && Palette && (
        <Palette
          onClose={close}
          onFocus={() => {
            setHasFocus(true);
            return take();
          }}
          onKeys={() => setOpen('keys')}
          go={go}
        />
      )}
      {open === 'keys' && <KeysHelp onClose={close} />}
    </AnsweredProvider>
  );
}

/**
 * Loads the palette’s code when the browser is idle, so that the first press of its key does not wait for it. We keep the
 * component ourselves, because React shows a lazy one 300 ms late even if it is loaded.
 */
function usePalette(isWanted: boolean) {
  const [palette, setPalette] = useState<Awaited<ReturnType<typeof loadPalette>> | null>(null);
  useEffect(() => {
    const load = () => void loadPalette().then((loaded) => setPalette(() => loaded));
    return isWanted ? load() : whenIdle(load);
  }, [isWanted]);
  return palette;
}

/** Runs a function when the browser is idle. Returns a function that cancels it. */
function whenIdle(run: () => void): () => void {
  // Safari has no idle callbacks.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, 1500);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(run, { timeout: 3000 });
  return () => window.cancelIdleCallback(handle);
}
