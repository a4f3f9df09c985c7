import { readEvents } from '@/lib/devices/events.server';
import { readSegment } from '@/lib/routes/segment';
import { json, respond } from '../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/devices/[deviceId]/events'>): Promise<Response> {
  return respond(async () => {
    const { deviceId } = await params;
    return json(await readEvents(readSegment(deviceId), new URL(request.url).searchParams, request.signal));
  });
}
