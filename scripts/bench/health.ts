import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { base } from './app';
import { type Spread, spread } from './measure';

/** Runs `work` while a process of its own asks /api/health: how long its answers took, and what came of the work. */
export async function whileHealthIsAsked<T>(work: () => Promise<T>): Promise<{ health: Spread; outcome: T }> {
  const probe = fork(new URL('./probe.ts', import.meta.url), [`${base}/api/health`]);
  const failed = once(probe, 'exit').then(([code]) => Promise.reject(new Error(`The probe of /api/health ended with ${code}`)));
  failed.catch(() => {}); // it ends when it is told to, too
  const said = async () => (await Promise.race([once(probe, 'message'), failed]))[0] as unknown;
  try {
    z.literal('ready').parse(await said());
    const outcome = await work();
    probe.send('end');
    return { health: spread(z.array(z.number()).parse(await said())), outcome };
  } finally {
    probe.kill();
  }
}
