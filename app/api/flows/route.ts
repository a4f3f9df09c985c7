import { readFlows } from '@/lib/sightings/flows.server';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readFlows()));
}
