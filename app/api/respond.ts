import { untilAnswered } from '@/lib/query/open-questions.server';
import { Fault, type FaultOptions } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { PROBLEM_TYPE, problemBody } from '@/lib/shared/problem';
import { ownTurn } from '@/lib/shared/turns';
import { PACKED_AS, type WrittenJson } from '@/lib/shared/written-json';

/** Seconds, unless the fault itself says when to ask again. */
const RETRY_AFTER = 5;

/** For a conflict, `current` says what the server holds now. For a bad input, `fields` says what is wrong with each field. */
function problem(status: number, title: string, detail: string, options: FaultOptions = {}): Response {
  const { state: current, fields, retryAfter = RETRY_AFTER } = options;
  const headers = new Headers({ 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' });
  if (status === 429) headers.set('retry-after', String(retryAfter));
  return new Response(problemBody(status, title, detail, { current, fields }), { status, headers });
}

const titles: Record<Fault['kind'], string> = {
  'bad-input': 'Bad request',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'Conflict',
  'too-many': 'Too many at once',
  unavailable: 'Unavailable',
  cancelled: 'Cancelled',
};

/** A JSON answer that no cache may keep, because it holds telemetry. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

/** The same for JSON that is written already. It is packed here and only once, where the browser can unpack it; Next packs other answers. */
export async function writtenJson(request: Request, body: WrittenJson): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(request.headers.get('accept-encoding') ?? ''))
    return new Response(body.text, { headers });
  return new Response(await body.packed(), { headers: { ...headers, [PACKED_AS]: 'gzip', vary: 'accept-encoding' } });
}

/** An answer in Markdown. */
export function markdown(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'text/markdown; charset=utf-8', 'cache-control': 'no-store' } });
}

/** Runs a route handler. A Fault becomes its problem+json. Any other error is logged and becomes a 500 that reveals nothing. */
export async function respond(handler: () => Promise<Response>): Promise<Response> {
  const response = await answerOf(handler);
  await ownTurn(); // what sends it follows at once
  return response;
}

async function answerOf(handler: () => Promise<Response>): Promise<Response> {
  try {
    return await untilAnswered(handler);
  } catch (error) {
    if (error instanceof Fault) return problem(error.status, titles[error.kind], error.message, error);
    log().error({ err: error }, 'unexpected fault in a route');
    return problem(500, 'Unexpected fault', 'Something broke in the server. Its log says what.');
  }
}
