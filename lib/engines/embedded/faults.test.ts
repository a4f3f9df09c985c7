import { expect, test } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import { asFault, isMissingFile, knownFault, unreadableFile } from './faults';

test.each([
  ['INTERRUPT Error: Interrupted!', 'cancelled', /cancelled/],
  ['IO Error: Could not write file "/srv/x/tmp/a": No space left on device', 'unavailable', /disk .* full/],
  ["ENOSPC: no space left on device, rename '/srv/x/a' -> '/srv/x/b'", 'unavailable', /disk .* full/],
  ['Out of Memory Error: failed to allocate data of size 32.0 MiB (1.0 GiB/1.0 GiB used)', 'unavailable', /memory/],
  ['Out of Range Error: Overflow in multiplication of INT64 (9 * 9)!', 'bad-input', /64-bit/],
  ['Invalid Input Error: pattern too large - compile failed', 'bad-input', /regular expression/],
  ["Conversion Error: Could not convert string 'secret' to INT32", 'bad-input', /type/],
  ["EACCES: permission denied, open '/srv/x/a'", 'unavailable', /DATA_DIR/],
])('%s', (text, kind, message) => {
  const fault = knownFault(new Error(text));
  expect(fault).toMatchObject({ kind, message: expect.stringMatching(message) });
  expect(fault?.message).not.toMatch(/srv|secret|Error:/);
});

test('what nobody could act on stays the error it is', () => {
  const bug = new Error('Binder Error: column x not found');
  expect(asFault(bug)).toBe(bug);
  const fault = new Fault('conflict', 'held');
  expect(asFault(fault)).toBe(fault);
});

test('a file is named as it lies under DATA_DIR', () => {
  expect(unreadableFile('/srv/x', '/srv/x/telemetry/DeviceInfo/a.parquet').message).toMatch(
    /^telemetry\/DeviceInfo\/a\.parquet is/,
  );
});

test('a file that went away is told from one that cannot be read', () => {
  expect(isMissingFile(new Error('IO Error: No files found that match the pattern "/a"'))).toBe(true);
  expect(isMissingFile(new Error("Invalid Input Error: No magic bytes found at end of file '/a'"))).toBe(false);
});
