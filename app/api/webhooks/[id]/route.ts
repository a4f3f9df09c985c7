import { requirePrincipal } from '@/lib/auth/session.server';
import { changeWebhook, removeWebhook } from '@/lib/webhooks/write.server';
import { readJson } from '../../read-json';
import { json, respond } from '../../respond';

type Context = RouteContext<'/api/webhooks/[id]'>;

/** Changes a webhook, pauses it, lets it go on, or gives it a new secret: `{name?, url?, alerts?, unacceptedAfter?, paused?, newSecret?, ifRevision?}`. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    return json(await changeWebhook(await requirePrincipal(), () => readJson(request, { id })));
  });
}

export function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => json(await removeWebhook(await requirePrincipal(), (await params).id)));
}
