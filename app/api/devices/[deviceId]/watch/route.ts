import { requirePrincipal } from '@/lib/auth/session.server';
import { readSegment } from '@/lib/routes/segment';
import { changeWatch } from '@/lib/triage/notes/write.server';
import { json, respond } from '../../../respond';

type Context = RouteContext<'/api/devices/[deviceId]/watch'>;

/** Starts to watch the device for the person who asks. */
export function PUT(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => json(await changeWatch(await requirePrincipal(), readSegment((await params).deviceId), true)));
}

export function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => json(await changeWatch(await requirePrincipal(), readSegment((await params).deviceId), false)));
}
