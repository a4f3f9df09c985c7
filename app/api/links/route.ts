import { requirePrincipal } from '@/lib/auth/session.server';
import { readLinks } from '@/lib/shared-links/open.server';
import { addLink } from '@/lib/shared-links/write.server';
import { readJson } from '../read-json';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readLinks()));
}

/** Makes a link to a page: `{path, kind: live|frozen, expiresAt?}`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => json(await addLink(await requirePrincipal(), () => readJson(request), request.signal)));
}
