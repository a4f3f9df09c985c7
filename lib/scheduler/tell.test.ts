/** The loops of a leader for webhooks: what fails in them holds nothing up. */
import { afterEach, expect, test, vi } from 'vitest';
import { context } from '@/lib/alerts/fixtures';
import { Fault } from '@/lib/shared/errors';
import { findAlerts, sendAlerts, type Telling } from './tell.server';

const done = { handovers: 0, looks: 0, sent: 0 };
const next: { look: () => Promise<string> } = { look: async () => 'done' };
vi.mock('@/lib/webhooks/outbox.server', () => ({ readListeners: async () => [] }));
vi.mock('@/lib/alerts/unaccepted.server', () => ({
  lookForUnaccepted: async () => {
    done.handovers += 1;
  },
}));
vi.mock('@/lib/alerts/look.server', () => ({
  lookForAlerts: () => {
    done.looks += 1;
    return next.look();
  },
}));
vi.mock('@/lib/webhooks/deliver.server', () => ({
  deliverDue: async () => {
    done.sent += 1;
    throw new Fault('unavailable', 'The database does not answer.');
  },
}));

const running = new AbortController();
afterEach(() => running.abort());
const clock = { at: 0 };
const telling: Telling = { lookEvery: 1, clock: () => clock.at, now: () => context.now, open: () => context };
const passes = async (count: number) => {
  const from = done.handovers;
  await vi.waitFor(() => expect(done.handovers).toBeGreaterThan(from + count), { interval: 2 });
};

test('a look that fails or saw only a part is made again after five minutes, while handovers are looked at and messages sent', async () => {
  next.look = () => Promise.reject(new Fault('unavailable', 'Azure is away.'));
  void findAlerts(telling, running.signal);
  await passes(5);
  expect(done.looks).toBe(1);
  clock.at += 300_000;
  next.look = async () => 'again';
  await passes(5);
  expect(done.looks).toBe(2);
  clock.at += 300_000;
  next.look = async () => 'done';
  await passes(5);
  expect(done.looks).toBeGreaterThan(5);

  const lost = sendAlerts(telling, running.signal, async () => {
    if (done.sent > 2) throw new Fault('unavailable', 'The connection is lost.');
  });
  await expect(lost, 'only the loss of the lead ends it').rejects.toThrow('The connection is lost.');
  expect(done.sent).toBe(3);
});

test('without a history only handovers are looked at', async () => {
  const [looks, stop] = [done.looks, new AbortController()];
  void findAlerts({ ...telling, open: null }, stop.signal);
  await passes(3);
  stop.abort();
  expect(done.looks).toBe(looks);
});
