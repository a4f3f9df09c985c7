import { readSightingHistory } from '@/lib/history/read-sighting.server';
import { json, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await readSightingHistory(new URL(request.url).searchParams)));
}
