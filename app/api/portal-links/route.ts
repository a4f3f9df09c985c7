import { readPortalLinks } from '@/lib/sightings/portal-links.server';
import { json, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await readPortalLinks(new URL(request.url).searchParams, request.signal)));
}
