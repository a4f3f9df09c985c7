import { requirePrincipal } from '@/lib/auth/session.server';
import { publishHandover } from '@/lib/handover/write.server';
import { readJson } from '../../../read-json';
import { json, respond } from '../../../respond';

/** `{ifRevision?}` */
export function POST(request: Request, { params }: RouteContext<'/api/handovers/[id]/publish'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    return json(await publishHandover(await requirePrincipal(), () => readJson(request, { id }), request.signal));
  });
}
