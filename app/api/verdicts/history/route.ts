import { readVerdictHistory } from '@/lib/triage/read.server';
import { json, respond } from '../../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await readVerdictHistory(new URL(request.url).searchParams)));
}
