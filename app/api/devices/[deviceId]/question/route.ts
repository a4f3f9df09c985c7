import { readSegment } from '@/lib/routes/segment';
import { readDeviceQuestion } from '@/lib/sightings/question.server';
import { json, respond } from '../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/devices/[deviceId]/question'>): Promise<Response> {
  return respond(async () => {
    const { deviceId } = await params;
    return json(await readDeviceQuestion(readSegment(deviceId), new URL(request.url).searchParams, request.signal));
  });
}
