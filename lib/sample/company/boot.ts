/** When a Windows device was last started, and what has run since: before the 30 days begin, so without events of its own. */
import type { Ticks } from '@/lib/shared/time';
import { pick } from '../chance';
import type { Device } from './devices';

const DAY = 864_000_000_000n;

/** Ticks after the start of the device. */
export const WININIT_AFTER = 50_000_000n;
export const WINLOGON_AFTER = 60_000_000n;
export const SERVICES_AFTER = 90_000_000n;
export const SCHEDULER_AFTER = 140_000_000n;
export const WININIT_PID = 612;
export const WINLOGON_PID = 660;

export interface Boot {
  boot: Ticks;
  servicesPid: number;
  schedulerPid: number;
}

export function bootOf({ id }: Device, now: Ticks): Boot {
  return {
    boot: now - (now % DAY) - 31n * DAY - BigInt(pick(1_000_000_000, 'boot', id)) * 8_640n,
    servicesPid: 700 + 4 * pick(60, 'services', id),
    schedulerPid: 1200 + 4 * pick(60, 'scheduler', id),
  };
}
