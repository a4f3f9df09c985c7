import { requirePrincipal } from '@/lib/auth/session.server';
import { readImports } from '@/lib/imports/read.server';
import { startImport } from '@/lib/imports/write.server';
import { Fault } from '@/lib/shared/errors';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json({ imports: await readImports() }));
}

/** The body is the file itself, of any size. `name` is its name; `table` says which table its rows belong to. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    const principal = await requirePrincipal();
    const { searchParams } = new URL(request.url);
    if (!request.body) throw new Fault('bad-input', 'The request has no body; the file is to be its body.');
    const length = request.headers.get('content-length');
    const upload = {
      name: searchParams.get('name') ?? '',
      table: searchParams.get('table') ?? undefined,
      body: request.body,
      length: length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined,
      signal: request.signal,
    };
    return json(await startImport(principal, upload), 202);
  });
}
