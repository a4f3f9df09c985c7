import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readBody, TooLarge } from './body';

test('a body beyond what Azure sends is not read to its end', async () => {
  const part = Buffer.alloc(64 * 1024 * 1024);
  const endless = Readable.from(
    (function* () {
      for (;;) yield part;
    })(),
  );
  await expect(readBody(endless, undefined)).rejects.toBeInstanceOf(TooLarge);
  expect(endless.destroyed).toBe(true);
});
