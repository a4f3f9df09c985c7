import type { Metadata } from 'next';
import { cache } from 'react';
import { answer, searchOf } from '@/app/answer';
import { EventScreen } from '@/components/events/event-screen';
import { eventTitle } from '@/components/events/event-words';
import { visibleText } from '@/components/ui/visible';
import { readEvent } from '@/lib/devices/event.server';
import { paths } from '@/lib/routes/paths';
import { decodeSegment, readSegment } from '@/lib/routes/segment';

type Props = PageProps<'/devices/[deviceId]/events/[eventId]'>;

/** Once a request: the title and the page need the same event. */
const read = cache((deviceId: string, eventId: string, query: string) =>
  answer(() => readEvent(deviceId, eventId), paths.event(deviceId, eventId, query)),
);

async function eventOf({ params, searchParams }: Props) {
  const { deviceId, eventId } = await params;
  return read(readSegment(decodeSegment(deviceId)), decodeSegment(eventId), (await searchOf(searchParams)).toString());
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { event, deviceName } = await eventOf(props);
  return { title: visibleText(`${eventTitle(event)} · ${deviceName || event.deviceId}`) };
}

export default async function Page(props: Props) {
  return <EventScreen initial={await eventOf(props)} />;
}
