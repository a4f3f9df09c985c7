import { requirePrincipal } from '@/lib/auth/session.server';
import { previewExclusion } from '@/lib/sightings/preview-exclusion.server';
import { readJson } from '../../read-json';
import { json, respond } from '../../respond';

/** What an exclusion would take out of the window of the address: `{tool?, where}`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    const principal = await requirePrincipal();
    const { searchParams } = new URL(request.url);
    return json(await previewExclusion(principal, await readJson(request), searchParams, request.signal));
  });
}
