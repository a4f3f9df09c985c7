import { readStatus } from '@/lib/sightings/status.server';
import { json, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await readStatus(request.signal)));
}
