import { readHunts } from '@/lib/catalogue/read.server';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readHunts()));
}
