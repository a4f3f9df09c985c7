import { json, respond } from '../../respond';
import { endImport, readImport } from '../import-jobs.server';

export function GET(_request: Request, { params }: RouteContext<'/api/imports/[jobId]'>): Promise<Response> {
  return respond(async () => json(await readImport((await params).jobId)));
}

export function DELETE(_request: Request, { params }: RouteContext<'/api/imports/[jobId]'>): Promise<Response> {
  return respond(async () => json(await endImport((await params).jobId)));
}
