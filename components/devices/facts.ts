/** What the newest row of DeviceInfo says of a device, in the words and order in which an analyst asks. Pure. */
import { z } from 'zod';
import type { DeviceDetail } from '@/lib/devices/model';
import type { Cell } from '@/lib/kql/model';

type Info = NonNullable<DeviceDetail['info']>;

interface Fact {
  name: string;
  /** At least one; none of them empty. */
  values: string[];
}

/** Every column that holds something, by name. */
export function cellsOf({ columns, row }: Info): Map<string, Cell> {
  const cells = columns.map(({ name }, i): [string, Cell] => [name, row[i] ?? null]);
  return new Map(cells.filter(([, value]) => value !== null && value !== ''));
}

/** The few facts that identify a device, without those that are not known. */
export function factsOf(info: Info): Fact[] {
  const cells = cellsOf(info);
  const text = (name: string) => String(cells.get(name) ?? '');
  const joined = (...names: string[]) => names.map(text).filter(Boolean).join(' ');
  const build = text('OSBuild') === '' ? '' : `build ${text('OSBuild')}`;
  const facts: [string, string[]][] = [
    ['System', [[joined('OSPlatform'), text('OSVersionInfo') || text('OSVersion'), build].filter(Boolean).join(' ')]],
    ['Type', [joined('DeviceType', 'DeviceSubtype')]],
    ['Model', [joined('Vendor', 'Model')]],
    ['Logged on', users(text('LoggedOnUsers'))],
    ['Group', [text('MachineGroup')]],
    ['Tags', ['DeviceManualTags', 'DeviceDynamicTags', 'RegistryDeviceTag'].flatMap((name) => list(text(name)))],
    ['Joined', [text('JoinType')]],
    ['Public IP', [text('PublicIP'), cells.get('IsInternetFacing') === true ? 'faces the internet' : '']],
    ['Exposure', [text('ExposureLevel')]],
    ['Asset value', [text('AssetValue')]],
    ['Sensor', [text('SensorHealthState'), text('OnboardingStatus')]],
    ['Merged to', [text('MergedToDeviceId')]],
  ];
  return facts
    .map(([name, values]) => ({ name, values: [...new Set(values.filter((value) => value !== ''))] }))
    .filter(({ values }) => values.length > 0);
}

const user = z.object({ UserName: z.string(), DomainName: z.string().catch('') });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `DOMAIN\name` of each user; the text itself if it is not the list that Defender writes. */
function users(text: string): string[] {
  const read = z.array(user).safeParse(parsed(text));
  if (!read.success) return [text];
  return read.data.map(({ UserName, DomainName }) => (DomainName === '' ? UserName : `${DomainName}\\${UserName}`));
}

/** Tags come as a JSON list or as one word. */
function list(text: string): string[] {
  const read = z.array(z.string()).safeParse(parsed(text));
  return read.success ? read.data : [text];
}
