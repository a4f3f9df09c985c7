import { readSegment } from '@/lib/routes/segment';
import { readTool } from '@/lib/tool-profiles/read.server';
import { json, respond } from '../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/tools/[slug]'>): Promise<Response> {
  return respond(async () => {
    const { slug } = await params;
    return json(await readTool(readSegment(slug), new URL(request.url).searchParams, request.signal));
  });
}
