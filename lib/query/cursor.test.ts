import { expect, test } from 'vitest';
import { pageCursor, readCursor, writeCursor } from './cursor';

test('a cursor carries its window; what is none is refused', () => {
  const cursor = { from: '2026-03-10T08:59:59.1234567Z', to: '2026-03-11T00:00:00.0000000Z', offset: 100 };
  expect(readCursor(pageCursor, writeCursor(cursor))).toEqual(cursor);
  const forged = [{ ...cursor, offset: -1 }, { ...cursor, from: "x' or 1" }, { offset: 1 }, null, 5].map((v) =>
    Buffer.from(JSON.stringify(v)).toString('base64url'),
  );
  for (const text of ['', '!', 'AAAA', ...forged]) expect(readCursor(pageCursor, text)).toBeUndefined();
});
