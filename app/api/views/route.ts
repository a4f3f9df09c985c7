import { requirePrincipal } from '@/lib/auth/session.server';
import { addView, readViews } from '@/lib/views/views.server';
import { readJson } from '../read-json';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readViews()));
}

/** Saves a question by a name: `{name, search, hidden?, team?}`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => json(await addView(await requirePrincipal(), () => readJson(request))));
}
