import { requirePrincipal } from '@/lib/auth/session.server';
import { readSegment } from '@/lib/routes/segment';
import { readDeviceNotes } from '@/lib/triage/notes/read.server';
import { changeDeviceNote } from '@/lib/triage/notes/write.server';
import { readJson } from '../../../read-json';
import { json, respond } from '../../../respond';

type Context = RouteContext<'/api/devices/[deviceId]/notes'>;

export function GET(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => json(await readDeviceNotes(readSegment((await params).deviceId))));
}

/** Adds a note, or writes one anew: `{text, id?, ifRevision?}`. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const deviceId = readSegment((await params).deviceId);
    return json(await changeDeviceNote(await requirePrincipal(), () => readJson(request, { deviceId })));
  });
}
