import { requirePrincipal } from '@/lib/auth/session.server';
import { handoverMarkdown } from '@/lib/handover/markdown';
import { readHandover } from '@/lib/handover/read.server';
import { changeHandover } from '@/lib/handover/write.server';
import { readJson } from '../../read-json';
import { json, markdown, respond } from '../../respond';

type Context = RouteContext<'/api/handovers/[id]'>;

/** One of them as JSON, or with `format=markdown` as text; `compare={id}` says how it differs from another. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const search = new URL(request.url).searchParams;
    const handover = await readHandover((await params).id, search.get('compare'));
    return search.get('format') === 'markdown' ? markdown(handoverMarkdown(handover)) : json(handover);
  });
}

/** Changes a draft: `{summary?, items?, ifRevision?}`. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    return json(await changeHandover(await requirePrincipal(), () => readJson(request, { id })));
  });
}
