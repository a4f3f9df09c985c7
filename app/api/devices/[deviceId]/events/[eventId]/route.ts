import { readEvent } from '@/lib/devices/event.server';
import { readSegment } from '@/lib/routes/segment';
import { json, respond } from '../../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/devices/[deviceId]/events/[eventId]'>): Promise<Response> {
  return respond(async () => {
    const { deviceId, eventId } = await params;
    return json(await readEvent(readSegment(deviceId), eventId, request.signal));
  });
}
