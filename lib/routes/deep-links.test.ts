import { expect, test } from 'vitest';
import { defenderDevice, defenderTimeline } from './deep-links';

const id = '0123456789abcdef0123456789abcdef01234567';
const tenant = '11111111-2222-3333-4444-555555555555';
const window = { from: '2026-03-05T12:00:00.1234567Z', to: '2026-03-10T12:00:00.1234567Z' };

test('the page of a device in Defender', () => {
  expect(defenderDevice(id, tenant)).toBe(`https://security.microsoft.com/machines/v2/${id}/overview?tid=${tenant}`);
});

test('the timeline of a device in Defender covers the window in whole milliseconds', () => {
  expect(defenderTimeline(id, tenant, window)).toBe(
    `https://security.microsoft.com/machines/${id}/timeline?from=2026-03-05T12%3A00%3A00.123Z&to=2026-03-10T12%3A00%3A00.124Z&tid=${tenant}`,
  );
});

test.each(['', '..', 'a/b', '../../evil', 'x?y#z', '//evil.example', 'a b', '\u202eabc'])('no link for %j', (hostile) => {
  expect(defenderDevice(hostile, tenant)).toBeNull();
  expect(defenderTimeline(hostile, tenant, window)).toBeNull();
});
