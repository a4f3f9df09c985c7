import { expect, test } from 'vitest';
import { addTicks, parseDuration } from '@/lib/shared/time';
import { shiftAt } from '@/lib/shifts/times';
import { timesAt } from './times';

const hours = (n: number) => parseDuration(`${n}h`) ?? 0n;

test.each(['2026-03-10T12:00:00.0000000Z', '2026-03-01T00:00:00.0000000Z', '2026-12-31T23:59:59.9999999Z'])(
  'at %s the running shift began 6 to 7 hours ago, and two of 12 hours were before it',
  (now) => {
    const { shifts, at } = timesAt(now);
    const [running, last, before] = [now, at('-1h'), at('-13h')].map((time) => shiftAt(shifts, time));
    expect(running?.from).toBe(at('-0h'));
    expect(addTicks(at('-0h'), hours(6)) <= now && now < addTicks(at('-0h'), hours(7))).toBe(true);
    expect([last?.from, last?.to, before?.from]).toEqual([at('-12h'), at('-0h'), at('-24h')]);
    expect(last?.name).not.toBe(running?.name);
  },
);
