import { readPendingQueries } from '@/lib/status/pending-queries.server';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readPendingQueries()));
}
