import { exportSightings } from '@/lib/sightings/export.server';
import { respond } from '../../respond';

export function GET(request: Request): Promise<Response> {
  return respond(async () => {
    const { name, type, body } = await exportSightings(new URL(request.url).searchParams, request.signal);
    return new Response(body, {
      headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' },
    });
  });
}
