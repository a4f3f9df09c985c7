import { requirePrincipal } from '@/lib/auth/session.server';
import { testWebhook } from '@/lib/webhooks/test.server';
import { json, respond } from '../../../respond';

/** Sends a test message now, and answers with what the receiver said. */
export function POST(request: Request, { params }: RouteContext<'/api/webhooks/[id]/test'>): Promise<Response> {
  return respond(async () => json(await testWebhook(await requirePrincipal(), (await params).id, request.signal)));
}
