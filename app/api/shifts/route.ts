import { requirePrincipal } from '@/lib/auth/session.server';
import { readShifts, setShifts } from '@/lib/shifts/shifts.server';
import { readJson } from '../read-json';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readShifts()));
}

/** Sets all of the team's shifts: `{shifts, ifRevision?}`. */
export function PUT(request: Request): Promise<Response> {
  return respond(async () => json(await setShifts(await requirePrincipal(), () => readJson(request))));
}
