import { readDevice } from '@/lib/devices/read.server';
import { readSegment } from '@/lib/routes/segment';
import { json, respond } from '../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/devices/[deviceId]'>): Promise<Response> {
  return respond(async () => {
    const { deviceId } = await params;
    return json(await readDevice(readSegment(deviceId), new URL(request.url).searchParams, request.signal));
  });
}
