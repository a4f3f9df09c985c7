import { requirePrincipal } from '@/lib/auth/session.server';
import { takeBackVerdicts } from '@/lib/triage/undo.server';
import { readJson } from '../../read-json';
import { json, respond } from '../../respond';

/** Takes a change of verdicts back: `{undoId}`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => json(await takeBackVerdicts(await requirePrincipal(), () => readJson(request))));
}
