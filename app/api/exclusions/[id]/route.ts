import { requirePrincipal } from '@/lib/auth/session.server';
import { changeExclusion } from '@/lib/exclusions/write.server';
import { readJson } from '../../read-json';
import { json, respond } from '../../respond';

/** Approves, turns off or extends: `{action, expiresAt?, ifRevision?}`. */
export function PATCH(request: Request, { params }: RouteContext<'/api/exclusions/[id]'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    return json(await changeExclusion(await requirePrincipal(), () => readJson(request, { id })));
  });
}
