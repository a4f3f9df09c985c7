'use client';

import dynamic from 'next/dynamic';
import { useWaiting } from './use-waiting';

const PendingNotice = dynamic(() => import('./pending-notice').then((module) => module.PendingNotice), { ssr: false });

/** While an answer takes long: what it waits for. Its code comes only then. */
export function Waiting() {
  return useWaiting() && <PendingNotice />;
}
