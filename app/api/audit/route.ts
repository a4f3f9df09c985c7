import { exportAudit, readAuditPage } from '@/lib/auditing/read.server';
import { Fault } from '@/lib/shared/errors';
import { knownDeviceNames } from '@/lib/sightings/known-names.server';
import { json, respond } from '../respond';

/** One page as JSON; with `format=ndjson`, all entries that fit as a file. */
export function GET(request: Request): Promise<Response> {
  return respond(async () => {
    const search = new URL(request.url).searchParams;
    const format = search.get('format') ?? 'json';
    if (format === 'json') {
      const page = await readAuditPage(search);
      const texts = page.entries.flatMap(({ subject, detail }) => [subject, JSON.stringify(detail)]);
      return json({ ...page, deviceNames: await knownDeviceNames(texts) });
    }
    if (format !== 'ndjson')
      throw new Fault('bad-input', 'format must be json or ndjson.', { fields: { format: 'must be json or ndjson' } });
    const { name, body } = await exportAudit(search);
    return new Response(body, {
      headers: {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    });
  });
}
