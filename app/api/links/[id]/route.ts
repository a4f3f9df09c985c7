import { requirePrincipal } from '@/lib/auth/session.server';
import { revokeLink } from '@/lib/shared-links/write.server';
import { json, respond } from '../../respond';

type Context = RouteContext<'/api/links/[id]'>;

/** Revokes the link: from then on it shows nothing. */
export function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => json(await revokeLink(await requirePrincipal(), (await params).id)));
}
