import { readHunts } from '@/lib/sightings/hunts.server';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readHunts()));
}
