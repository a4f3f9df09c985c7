import { requirePrincipal } from '@/lib/auth/session.server';
import { changeView, removeView } from '@/lib/views/views.server';
import { readJson } from '../../read-json';
import { json, respond } from '../../respond';

type Context = RouteContext<'/api/views/[id]'>;

/** Changes the parts of a view that the body names: `{name?, search?, hidden?, team?, ifRevision?}`. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    return json(await changeView(await requirePrincipal(), () => readJson(request, { id })));
  });
}

export function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    await removeView(await requirePrincipal(), (await params).id);
    return json({});
  });
}
