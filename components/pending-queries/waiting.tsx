'use client';

import dynamic from 'next/dynamic';
import { useWaiting } from './use-waiting';

const FlowsNotice = dynamic(() => import('./flows-notice').then((module) => module.FlowsNotice), { ssr: false });

/** While an answer takes long: what it waits for. Its code comes only then. */
export function Waiting() {
  return useWaiting() && <FlowsNotice />;
}
