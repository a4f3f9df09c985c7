// For killed-leader.test.ts: leads if it may, and sweeps slowly, so that it can be killed in a sweep.
import { setTimeout as sleep } from 'node:timers/promises';
import { LEADER_LOCK } from '@/lib/history/leader-lock';
import { aKeeping, answerTo } from './fixtures';
import { keepHistory } from './keep-history.server';
import { lead } from './leader.server';

const keeping = aKeeping({
  leader: process.argv[2] ?? '',
  query: async (kql) => {
    await sleep(40);
    return answerTo(kql);
  },
});
setInterval(() => undefined, 1000); // the pauses between looks keep no process alive
await lead(LEADER_LOCK, (leading, isLeader) => keepHistory(keeping, leading, isLeader), new AbortController().signal, 500);
