import { readChanges } from '@/lib/shared-links/changes.server';
import { json, respond } from '../../../respond';

type Context = RouteContext<'/api/links/[id]/changes'>;

/** Compares what the engine answers now with what a frozen link keeps. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => json(await readChanges((await params).id, request.signal)));
}
