import type { Metadata } from 'next';
import { cache } from 'react';
import { answer, searchOf } from '@/app/answer';
import { DeviceScreen } from '@/components/devices/device-screen';
import { deviceSearch } from '@/components/devices/device-search';
import { visibleText } from '@/components/ui/visible';
import { parseEventsParams } from '@/lib/devices/params';
import { readDevice } from '@/lib/devices/read.server';
import { paths } from '@/lib/routes/paths';
import { decodeSegment, readSegment } from '@/lib/routes/segment';

type Props = PageProps<'/devices/[deviceId]'>;

/** Once a request: title and page need the same device. A loading.tsx would send a 200 before it is known to be there. */
const read = cache(async (deviceId: string, query: string) => {
  const search = deviceSearch(parseEventsParams(new URLSearchParams(query)).params);
  const detail = await answer(() => readDevice(deviceId, search), paths.device(deviceId, query));
  return { search: search.toString(), detail };
});

async function readFrom({ params, searchParams }: Props) {
  return read(readSegment(decodeSegment((await params).deviceId)), (await searchOf(searchParams)).toString());
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { deviceName, deviceId } = (await readFrom(props)).detail;
  return { title: visibleText(deviceName || deviceId) };
}

export default async function Page(props: Props) {
  const initial = await readFrom(props);
  return <DeviceScreen key={initial.detail.deviceId} initial={initial} />;
}
