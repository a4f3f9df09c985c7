/** The first conditions of an exclusion that is made from something on the screen. Pure. */
import type { Where } from '@/lib/exclusions/model';
import type { Seed } from '@/lib/exclusions/params';
import { counted } from '@/lib/shared/format';
import type { ChoiceFilter } from '@/lib/sightings/filters';
import type { Sighting } from '@/lib/sightings/model';

type Row = Pick<Sighting, 'tool' | 'deviceId' | 'deviceName' | 'accounts'>;

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** From a value of a row that a filter offers; null if events have no such value. */
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

/** With more rows than these the address would become too long. */
export const MOST_ROWS = 100;

/** From rows: their tool if all have the same, their devices, and the accounts that acted there. */
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

/** The longest text, in characters, that an exclusion can hold. */
export const LONGEST = 2000;

/** Columns that every hunted table has, and the names that exclusions have for them. */
const named: Record<string, string> = { DeviceId: 'deviceId', DeviceName: 'deviceName' };

/** From a field of an event: it fits events of the same tool with the same value. */
export function seedOfField(tool: string | undefined, column: string, value: string): Seed {
  return {
    name: short(`${tool ?? 'Events'} with ${column} ${value}`),
    tool: tool ?? null,
    // Accounts are the same in any case; other values are taken as they stand.
    where: { column: named[column] ?? column, op: column === 'account' ? '=~' : '==', value },
  };
}

/** From the values that a chip leaves out, each with its words; null if events have no such values or an address holds not so many. */
export function seedOfLeftOut(filter: string, left: readonly { value: string; said: string }[]): Seed | null {
  const [first] = left;
  if (first === undefined || left.length > MOST_ROWS) return null;
  const values = left.map(({ value }) => value);
  const whose = (noun: string) => (left.length === 1 ? first.said : counted(left.length, noun));
  // An exclusion is for one tool, or for all.
  if (filter === 'tool') return left.length === 1 ? { name: short(`${first.said}, known good`), tool: first.said } : null;
  if (filter === 'account') return { name: short(`Use by ${whose('account')}`), where: anyOf('account', '=~', 'in~', values) };
  if (filter === 'device') return { name: short(`Use on ${whose('device')}`), where: anyOf('deviceId', '==', 'in', values) };
  return null;
}
