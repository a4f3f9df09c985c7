import { readTools } from '@/lib/tool-profiles/read.server';
import { json, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await readTools(new URL(request.url).searchParams, request.signal)));
}
