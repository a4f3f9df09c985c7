import { requirePrincipal } from '@/lib/auth/session.server';
import { acceptHandover } from '@/lib/handover/write.server';
import { readJson } from '../../../read-json';
import { json, respond } from '../../../respond';

/** `{ifRevision?}` */
export function POST(request: Request, { params }: RouteContext<'/api/handovers/[id]/accept'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    return json(await acceptHandover(await requirePrincipal(), () => readJson(request, { id })));
  });
}
