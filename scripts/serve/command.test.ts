import { parseArgs } from 'node:util';
import { expect, test, vi } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import { command } from './command';

/** What a command prints that ends so, and its exit code. */
async function printed(main: () => Promise<number>): Promise<unknown[]> {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const error = vi.spyOn(console, 'error').mockReturnValue();
  await command(main);
  const printed = [error.mock.calls.flat()[0], exit.mock.calls.at(-1)?.[0]];
  vi.restoreAllMocks();
  return printed;
}

test('a fault and an option that there is not are told in words, a bug with its stack', async () => {
  expect(await printed(() => Promise.reject(new Fault('bad-input', 'Write it so.')))).toEqual(['Write it so.', 1]);
  const [said, code] = await printed(async () => Number(parseArgs({ args: ['--what'], options: {} })));
  expect([said, code]).toEqual([expect.stringMatching(/^Unknown option '--what'/), 1]);
  const bug = new TypeError('x is not a function');
  expect(await printed(() => Promise.reject(bug))).toEqual([bug, 1]);
});
