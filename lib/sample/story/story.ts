/** Tells what happened in TypeScript; the story becomes rows of the hunted tables. */
import { formatTicks, parseDuration, parseTicks, type Ticks } from '@/lib/shared/time';
import { pick } from '../chance';
import { type Device, deviceNamed } from '../company/devices';
import type { Values } from '../noise/load';
import { DAY, DAYS } from '../noise/starts';
import { counterOf } from '../report-ids';
import { Machine } from './machine';
import type { StoryTable } from './rows';

export class Story {
  private readonly machines = new Map<string, Machine>();
  private readonly told: { table: StoryTable; device: Device; time: Ticks; row: Values }[] = [];

  constructor(readonly now: Ticks) {}

  /** A device by its host name, or one the company's list does not have. */
  on(host: string | Device): Machine {
    const device = typeof host === 'string' ? deviceNamed(host) : host;
    const known = this.machines.get(device.id) ?? new Machine(this, device);
    this.machines.set(device.id, known);
    return known;
  }

  /** A UTC time of day, so many days before the day of `now`. */
  at(daysAgo: number, clock: `${number}:${number}`): Ticks {
    const day = formatTicks(this.now).slice(0, 10);
    const time = parseTicks(`${day}T${clock}:00Z`);
    if (time === undefined) throw new Error(`Not a time of day: ${clock}`);
    return time - BigInt(daysAgo) * DAY + BigInt(pick(50_000_000, 'clock', clock, daysAgo));
  }

  /** The instant that lies this length before `now`: `5h`. */
  ago(length: string): Ticks {
    const ticks = parseDuration(length);
    if (ticks === undefined) throw new Error(`Not a duration: ${length}`);
    return this.now - ticks + BigInt(pick(50_000_000, 'ago', length));
  }

  /** Adds a row; rows outside the 30 days are dropped. */
  add(table: StoryTable, { device }: Machine, time: Ticks, row: Values): void {
    if (time > this.now || time < this.now - DAYS * DAY) return;
    this.told.push({ table, device, time, row });
  }

  /** The rows of a table with who, when and the device's counter. */
  rows(table: StoryTable): Values[] {
    const seen = new Map<string, number>();
    return this.told
      .filter((each) => each.table === table)
      .sort((a, b) => Number(a.time - b.time))
      .map(({ device, time, row }) => {
        const nth = seen.get(device.id) ?? 0;
        seen.set(device.id, nth + 1);
        const { base, wrap } = counterOf(device.id);
        return {
          ...row,
          Timestamp: time,
          TimeGenerated: time,
          DeviceId: device.id,
          DeviceName: device.name,
          ReportId: base + BigInt(nth % wrap),
          MachineGroup: `${device.site.name} / ${device.department}`,
          Type: table,
        };
      });
  }
}
