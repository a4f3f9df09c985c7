import { requirePrincipal } from '@/lib/auth/session.server';
import { removeList, setList } from '@/lib/exclusions/lists.server';
import { readJson } from '../../read-json';
import { json, respond } from '../../respond';

type Context = RouteContext<'/api/lists/[name]'>;

/** Makes a list or replaces its entries: `{kind, entries, ifRevision?}`. */
export function PUT(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { name } = await params;
    return json(await setList(await requirePrincipal(), () => readJson(request, { name })));
  });
}

export function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    await removeList(await requirePrincipal(), (await params).name);
    return json({});
  });
}
