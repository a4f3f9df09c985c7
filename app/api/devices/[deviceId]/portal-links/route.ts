import { readDevicePortalLinks } from '@/lib/devices/portal-links.server';
import { readSegment } from '@/lib/routes/segment';
import { json, respond } from '../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/devices/[deviceId]/portal-links'>): Promise<Response> {
  return respond(async () => {
    const { deviceId } = await params;
    return json(await readDevicePortalLinks(readSegment(deviceId), new URL(request.url).searchParams, request.signal));
  });
}
