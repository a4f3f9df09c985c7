import { readSegment } from '@/lib/routes/segment';
import { readDevice } from '@/lib/sightings/devices.server';
import { json, respond } from '../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/devices/[deviceId]'>): Promise<Response> {
  return respond(async () => {
    const { deviceId } = await params;
    return json(await readDevice(readSegment(deviceId), new URL(request.url).searchParams, request.signal));
  });
}
