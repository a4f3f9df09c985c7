/** What an exclusion begins with when it is made from something on the screen. Pure. */
import type { Where } from '@/lib/exclusions/model';
import type { Seed } from '@/lib/exclusions/params';
import { counted } from '@/lib/shared/format';
import type { ChoiceFilter } from '@/lib/sightings/filters';
import type { Sighting } from '@/lib/sightings/model';

type Row = Pick<Sighting, 'tool' | 'deviceId' | 'deviceName' | 'accounts'>;

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** A value of a row that a filter offers; null where events have no such thing. */
export function seedOfCell({ tool, deviceName, deviceId }: Row, filter: ChoiceFilter, value: string): Seed | null {
  const about: Partial<Record<ChoiceFilter, Seed>> = {
    tool: { name: `${tool}, known good`, tool },
    device: {
      name: short(`${tool} on ${deviceName || deviceId}`),
      tool,
      where: { column: 'deviceId', op: '==', value: deviceId },
    },
    account: { name: short(`${tool} by ${value}`), tool, where: { column: 'account', op: '=~', value } },
  };
  return about[filter] ?? null;
}

/** More than these make an address too long. */
export const MOST_ROWS = 100;

/** Rows: their tool where all have the same, their devices, and the accounts that acted on them. */
export function seedOfRows(rows: readonly Row[]): Seed {
  const some = rows.slice(0, MOST_ROWS);
  const tools = new Set(some.map(({ tool }) => tool));
  const [first] = some;
  const tool = tools.size === 1 && first ? first.tool : null;
  const devices = [...new Set(some.map(({ deviceId }) => deviceId))];
  const accounts = [...new Set(some.flatMap((row) => row.accounts))].slice(0, MOST_ROWS);
  const on: Where = anyOf('deviceId', '==', 'in', devices);
  const place = devices.length === 1 ? first?.deviceName || first?.deviceId : counted(devices.length, 'device');
  return {
    name: short(`${tool ?? 'Several tools'} on ${place}`),
    tool,
    where: accounts.length === 0 ? on : { all: [on, anyOf('account', '=~', 'in~', accounts)] },
  };
}

const anyOf = (column: string, one: '==' | '=~', many: 'in' | 'in~', values: string[]): Where =>
  values.length === 1 ? { column, op: one, value: values[0] ?? '' } : { column, op: many, value: values };

/** The named columns of columns that every hunted table has. */
const named: Record<string, string> = { DeviceId: 'deviceId', DeviceName: 'deviceName' };

/** A field of an event: events like it, of its tool. */
export function seedOfField(tool: string | undefined, column: string, value: string): Seed {
  return {
    name: short(`${tool ?? 'Events'} with ${column} ${value}`),
    tool: tool ?? null,
    where: { column: named[column] ?? column, op: '==', value },
  };
}

/** A value that a chip leaves out, and as people read it; null where it is not about events. */
export function seedOfLeftOut(filter: string, value: string, said: string): Seed | null {
  if (filter === 'tool') return { name: short(`${said}, known good`), tool: said };
  if (filter === 'account') return { name: short(`Use by ${said}`), where: { column: 'account', op: '=~', value } };
  if (filter === 'device') return { name: short(`Use on ${said}`), where: { column: 'deviceId', op: '==', value } };
  return null;
}
