import { readQuestion } from '@/lib/sightings/question.server';
import { json, respond } from '../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => json(await readQuestion(new URL(request.url).searchParams, request.signal)));
}
