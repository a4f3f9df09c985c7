import { requirePrincipal } from '@/lib/auth/session.server';
import { changeVerdicts } from '@/lib/triage/set.server';
import { readJson } from '../read-json';
import { json, respond } from '../respond';

/** Decides sightings: `{items, verdict, note?, owner?, ticket?, reviewAt?}`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => json(await changeVerdicts(await requirePrincipal(), () => readJson(request), request.signal)));
}
