import { expect, test } from 'vitest';
import { beginning } from '@/lib/imports/progress';
import { printer } from './printer';

const begun = { ...beginning('1', 'a.csv', '2026-03-10T12:00:00.0000000Z'), bytesTotal: 100, bytesRead: 50 };

async function printed(isTTY: boolean): Promise<string> {
  let text = '';
  const write = (part: string | Uint8Array, done?: unknown) => {
    text += String(part);
    if (typeof done === 'function') done();
    return true;
  };
  const print = printer({ isTTY, write });
  print.progress(begun);
  print.progress({ ...begun, state: 'sorting' });
  await print.end({ ...begun, state: 'committed' });
  return text;
}

test('a terminal sees a bar; a log only how it ended', async () => {
  expect(await printed(true)).toContain('50 %');
  expect(await printed(false)).toMatch(/^a\.csv: committed after [\d.]+ s\n$/);
});
