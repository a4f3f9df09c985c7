import { readStatus } from '@/lib/status/read.server';
import { json, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await readStatus(request.signal)));
}
