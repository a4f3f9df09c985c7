import { requirePrincipal } from '@/lib/auth/session.server';
import { readWebhooks } from '@/lib/webhooks/read.server';
import { addWebhook } from '@/lib/webhooks/write.server';
import { readJson } from '../read-json';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => json(await readWebhooks()));
}

/** Adds a webhook: `{name, form, url, alerts, unacceptedAfter?}`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => json(await addWebhook(await requirePrincipal(), () => readJson(request))));
}
