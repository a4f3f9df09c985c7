import type { Metadata } from 'next';
import { cache } from 'react';
import { answer } from '@/app/answer';
import { EventScreen } from '@/components/events/event-screen';
import { eventTitle } from '@/components/events/event-title';
import { visibleText } from '@/components/ui/visible';
import { paths } from '@/lib/routes/paths';
import { decodeSegment, readSegment } from '@/lib/routes/segment';
import { readEvent } from '@/lib/sightings/event.server';

type Props = PageProps<'/devices/[deviceId]/events/[eventId]'>;

/** Once a request: the title and the page need the same event. */
const read = cache((deviceId: string, eventId: string) => answer(readEvent(deviceId, eventId), paths.event(deviceId, eventId)));

async function eventOf({ params }: Props) {
  const { deviceId, eventId } = await params;
  return read(readSegment(decodeSegment(deviceId)), decodeSegment(eventId));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { event, deviceName } = await eventOf(props);
  return { title: visibleText(`${eventTitle(event)} · ${deviceName || event.deviceId}`) };
}

export default async function Page(props: Props) {
  return <EventScreen initial={await eventOf(props)} />;
}
