import { expect, test } from 'vitest';
import { MOST_OPEN, openQuestion, untilAnswered } from './open-questions.server';

/** A request of a session that stays open until it is told to end. */
function request(session: string, shared?: string) {
  let end: () => void = () => {};
  const held = new Promise<void>((resolve) => (end = resolve));
  const answered = untilAnswered(async () => {
    openQuestion(session, shared);
    await held;
  });
  return { answered, end };
}

const refused = {
  kind: 'too-many',
  status: 429,
  retryAfter: expect.any(Number),
  message: expect.stringMatching(/then ask again/),
};

test('a session may have so many questions open; others ask meanwhile; each answer makes room', async () => {
  const open = Array.from({ length: MOST_OPEN }, () => request('a'));
  await expect(request('a').answered).rejects.toMatchObject(refused);
  const other = request('b');
  open[0]?.end();
  await open[0]?.answered;
  const next = request('a');
  await expect(request('a').answered).rejects.toMatchObject(refused);
  for (const each of [...open, other, next]) each.end();
  await Promise.all([...open, other, next].map(({ answered }) => answered));
});

test('two hundred equal questions count as one, until the last of them is answered', async () => {
  const equal = Array.from({ length: 200 }, () => request('a', 'sightings?last=5d'));
  const others = Array.from({ length: MOST_OPEN - 1 }, (_, i) => request('a', `sightings?last=${i + 6}d`));
  await expect(request('a', 'another').answered).rejects.toMatchObject(refused);
  for (const each of equal.slice(1)) each.end();
  await Promise.all(equal.slice(1).map(({ answered }) => answered));
  await expect(request('a', 'another').answered).rejects.toMatchObject(refused);
  for (const each of [...equal, ...others]) each.end();
  await Promise.all([...equal, ...others].map(({ answered }) => answered));
});

test('a question that fails is over as well', async () => {
  const failing = () =>
    untilAnswered(async () => {
      openQuestion('a', undefined);
      throw new Error('the engine');
    });
  for (let i = 0; i <= MOST_OPEN; i++) await expect(failing()).rejects.toThrow('the engine');
});
