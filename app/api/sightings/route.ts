import { sightingsJson } from '@/lib/sightings/read.server';
import { jsonText, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => jsonText(await sightingsJson(new URL(request.url).searchParams, request.signal)));
}
