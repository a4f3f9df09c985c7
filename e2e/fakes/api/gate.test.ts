import { expect, test } from 'vitest';
import { Gate, Throttled } from './gate';

const limits = { atOnce: 2, queued: 3, queueMs: 60_000, calls: 100, perMs: 60_000 };
const forever = new AbortController().signal;

/** Sends calls of one caller to the gate, and notes the order in which they enter. */
function queue(gate: Gate, names: string[]) {
  const order: string[] = [];
  const leave = new Map<string, () => void>();
  const entered = names.map((name) =>
    gate.enter('alice', forever).then((done) => {
      order.push(name);
      leave.set(name, done);
    }),
  );
  return { order, entered, leave: (name: string) => leave.get(name)?.() };
}

test('the gate lets as many calls in at once as the limit says, and the others in the order they came', async () => {
  const gate = new Gate(limits);
  const { order, entered, leave } = queue(gate, ['a', 'b', 'c', 'd', 'e']);
  await Promise.all(entered.slice(0, 2));
  expect(order).toEqual(['a', 'b']);
  leave('b');
  await entered[2];
  leave('c');
  await entered[3];
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  leave('a');
  leave('d');
  await entered[4];
  leave('e');
  await Promise.all([gate.enter('alice', forever), gate.enter('alice', forever)]);
});

test('a call that is given up while it waits leaves its place to the next, and another caller has a line of their own', async () => {
  const gate = new Gate({ ...limits, atOnce: 1 });
  const done = await gate.enter('alice', forever);
  const leaving = new AbortController();
  const gone = gate.enter('alice', leaving.signal);
  const next = gate.enter('alice', forever);
  await gate.enter('bob', forever);
  leaving.abort(new Error('left'));
  await expect(gone).rejects.toThrow('left');
  done();
  await next;
});

test('a call is refused when the line is full, when it waits too long, and when its caller calls too often', async () => {
  const full = new Gate({ ...limits, atOnce: 1, queued: 0 });
  await full.enter('alice', forever);
  await expect(full.enter('alice', forever)).rejects.toThrow(Throttled);
  const slow = new Gate({ ...limits, atOnce: 1, queueMs: 1 });
  await slow.enter('alice', forever);
  await expect(slow.enter('alice', forever)).rejects.toThrow('queue');
  const seldom = new Gate({ ...limits, calls: 1 });
  await seldom.enter('alice', forever);
  await expect(seldom.enter('alice', forever)).rejects.toThrow('calls');
  await seldom.enter('bob', forever);
});
