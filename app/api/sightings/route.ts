import { sightingsJson } from '@/lib/sightings/read.server';
import { respond, writtenJson } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => writtenJson(request, await sightingsJson(new URL(request.url).searchParams, request.signal)));
}
