import { readTimeline } from '@/lib/sightings/read.server';
import { json, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await readTimeline(new URL(request.url).searchParams, request.signal)));
}
