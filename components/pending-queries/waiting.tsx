'use client';

import dynamic from 'next/dynamic';
import { useWaiting } from './use-waiting';

const PendingNotice = dynamic(() => import('./pending-notice').then((module) => module.PendingNotice), { ssr: false });

/** Says what a slow answer waits for. Its code is loaded only when an answer is slow. */
export function Waiting() {
  return useWaiting() && <PendingNotice />;
}
