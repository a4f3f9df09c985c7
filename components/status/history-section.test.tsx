import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import type { HistoryStatus } from '@/lib/history/model';
import { HistorySection } from './history-section';

const at = (time: string) => `2026-03-10T${time}.0000000Z`;
const well: HistoryStatus = {
  ...{ off: null, every: '1h', leader: 'web-1, process 7', beganAt: at('11:00:00'), endedAt: at('11:00:09') },
  ...{ nextAt: at('12:00:09'), reach: { from: '2025-06-01T00:00:00.0000000Z', to: at('10:45:00') }, gaps: [], partialDays: 0 },
  ...{ lacks: [], late: 0, arrivals: [], failures: 0, fault: null, faultAt: null },
};
const told = (given: Partial<HistoryStatus>) => markup(<HistorySection history={{ ...well, ...given }} />).text;

test('a history that is well says what it covers, who sweeps, and when', () => {
  const text = told({});
  expect(text).toMatch(/Covers 2025-06-01 00:00:00 to 2026-03-10 10:45:00 Gaps None\. Late events None/);
  expect(text).toMatch(/Swept by web-1, process 7 Last sweep 2026-03-10 11:00:09 Next sweep 2026-03-10 12:00:09/);
  expect(text).not.toMatch(/Fault|In part/);
});

test('a history that is off says why, and what to set', () => {
  expect(told({ off: 'Set AZURE_IDENTITY=app.' })).toMatch(/No history is kept.* Set AZURE_IDENTITY=app\.$/);
});

test('gaps, parts, late events and faults are told; a sweep without a leader was broken off', () => {
  const gaps = Array.from({ length: 7 }, (_, i) => ({ from: at(`0${i}:00:00`), to: at(`0${i}:30:00`) }));
  const where = { toolSlug: 'anydesk', deviceId: 'd1', workspace: '', signal: 'process' };
  const arrivals = [{ ...where, day: '2026-03-08', events: 3, arrivedAt: at('10:00:00') }];
  const text = told({
    gaps,
    partialDays: 2,
    lacks: ['West refuses.'],
    late: 3,
    arrivals,
    failures: 2,
    fault: 'Azure is away.',
    faultAt: at('11:00:05'),
  });
  expect(text).toMatch(/Gaps 2026-03-10 00:00:00 to 2026-03-10 00:30:00 .*04:30:00 and 2 more\. These times were not swept/);
  expect(text).toMatch(/2 days\. The last of them lacks: West refuses\./);
  expect(text).toMatch(
    /3 events in the last 7 days.* 3 events of 2026-03-08: anydesk on d1 , seen by the sweep of 2026-03-10 10:00:00/,
  );
  expect(text).toMatch(/Azure is away\. 2026-03-10 11:00:05 Failed 2 times in a row/);
  const running = { beganAt: at('11:30:00') };
  expect(told(running)).toMatch(/Runs since 2026-03-10 11:30:00/);
  expect(told({ ...running, leader: null })).toMatch(/No server now\..*Broken off; it began at 2026-03-10 11:30:00/);
  expect(told({ ...running, endedAt: null, beganAt: null })).toMatch(/Last sweep None yet\./);
});
