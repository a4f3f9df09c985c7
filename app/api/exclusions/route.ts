import { requirePrincipal } from '@/lib/auth/session.server';
import { addExclusion } from '@/lib/exclusions/write.server';
import { listExclusions } from '@/lib/sightings/list-exclusions.server';
import { readJson } from '../read-json';
import { json, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await listExclusions(new URL(request.url).searchParams, request.signal)));
}

/** Proposes an exclusion, or adds it where a Lead asks: `{name, tool?, where, reason, owner?, expiresAt}`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => json(await addExclusion(await requirePrincipal(), () => readJson(request)), 201));
}
