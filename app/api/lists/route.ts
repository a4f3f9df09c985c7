import { readLists } from '@/lib/exclusions/lists.server';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readLists()));
}
