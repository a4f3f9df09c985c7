import { requirePrincipal } from '@/lib/auth/session.server';
import { readImport } from '@/lib/imports/read.server';
import { cancelImport } from '@/lib/imports/write.server';
import { json, respond } from '../../respond';

export function GET(_request: Request, { params }: RouteContext<'/api/imports/[jobId]'>): Promise<Response> {
  return respond(async () => json(await readImport((await params).jobId)));
}

export function DELETE(_request: Request, { params }: RouteContext<'/api/imports/[jobId]'>): Promise<Response> {
  return respond(async () => json(await cancelImport(await requirePrincipal(), (await params).jobId)));
}
