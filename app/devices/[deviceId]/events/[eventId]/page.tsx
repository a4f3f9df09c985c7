import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { EventScreen } from '@/components/events/event-screen';
import { eventTitle } from '@/components/events/event-title';
import { visibleText } from '@/components/ui/visible';
import { Fault } from '@/lib/shared/errors';
import { readEvent } from '@/lib/sightings/event.server';

type Props = PageProps<'/devices/[deviceId]/events/[eventId]'>;

/** Once a request: the title and the page need the same event. */
const read = cache(async (deviceId: string, eventId: string) => {
  try {
    return await readEvent(deviceId, eventId);
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return null;
    throw error;
  }
});

async function eventOf({ params }: Props) {
  const { deviceId, eventId } = await params;
  return (await read(decodeURIComponent(deviceId), decodeURIComponent(eventId))) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { event, deviceName } = await eventOf(props);
  return { title: visibleText(`${eventTitle(event)} · ${deviceName || event.deviceId}`) };
}

export default async function Page(props: Props) {
  return <EventScreen initial={await eventOf(props)} />;
}
