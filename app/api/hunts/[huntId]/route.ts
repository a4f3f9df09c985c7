import { readHunt } from '@/lib/catalogue/read.server';
import { parseSightingsParams } from '@/lib/sightings/params';
import { json, respond } from '../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/hunts/[huntId]'>): Promise<Response> {
  return respond(async () => {
    const { huntId } = await params;
    return json(await readHunt(huntId, parseSightingsParams(new URL(request.url).searchParams).params.window));
  });
}
