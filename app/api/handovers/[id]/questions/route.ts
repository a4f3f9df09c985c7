import { requirePrincipal } from '@/lib/auth/session.server';
import { askHandover } from '@/lib/handover/write.server';
import { readJson } from '../../../read-json';
import { json, respond } from '../../../respond';

/** Asks `{text}`, or answers `{question, answer}`. */
export function POST(request: Request, { params }: RouteContext<'/api/handovers/[id]/questions'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    return json(await askHandover(await requirePrincipal(), () => readJson(request, { id })));
  });
}
