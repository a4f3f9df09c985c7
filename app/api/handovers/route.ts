import { requirePrincipal } from '@/lib/auth/session.server';
import { handoversMarkdown } from '@/lib/handover/markdown';
import { readHandovers } from '@/lib/handover/read.server';
import { draftHandover } from '@/lib/handover/write.server';
import { json, markdown, respond } from '../respond';

/** All of them as JSON, or with `format=markdown` as text. */
export function GET(request: Request): Promise<Response> {
  return respond(async () => {
    const page = await readHandovers();
    return new URL(request.url).searchParams.get('format') === 'markdown' ? markdown(handoversMarkdown(page)) : json(page);
  });
}

/** Begins a handover from live state, or brings the open draft up to it. It takes no body. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => json(await draftHandover(await requirePrincipal(), async () => ({}), request.signal)));
}
