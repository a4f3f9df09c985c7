'use client';

import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/ui/fetch';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { paths } from '@/lib/routes/paths';
import {
  changedWebhook,
  testResult,
  type Webhook,
  type webhookInput,
  type webhookPatch,
  webhooksPage,
} from '@/lib/webhooks/model';

/** In milliseconds: what was sent meanwhile shows by itself. */
const EVERY = 10_000;
const stale = [['webhooks']];

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => getJson(paths.api.webhooks(), webhooksPage, signal),
  refetchInterval: EVERY,
});

type Changed = z.infer<typeof changedWebhook>;
export type NewWebhook = z.input<typeof webhookInput>;
export type WebhookPatch = z.input<typeof webhookPatch>;

export function useAdd(done: (changed: Changed) => void) {
  return useChange<NewWebhook, Changed>({
    send: (body) => sendJson({ method: 'POST', path: paths.api.webhooks(), body }, changedWebhook),
    stale,
    done,
    notDone: 'The webhook was not added',
  });
}

export function usePatch(done?: (changed: Changed) => void) {
  return useChange<WebhookPatch, Changed>({
    send: ({ id, ...body }) => sendJson({ method: 'PATCH', path: paths.api.webhook(id), body }, changedWebhook),
    stale,
    ...(done && { done }),
    notDone: 'The webhook was not changed',
  });
}

export function useRemove() {
  return useChange<Webhook, { id: string }>({
    send: ({ id }) => sendJson({ method: 'DELETE', path: paths.api.webhook(id) }, z.object({ id: z.string() })),
    stale,
    notDone: 'The webhook was not deleted',
  });
}

export function useTest() {
  return useChange<Webhook, z.infer<typeof testResult>>({
    send: ({ id }) => sendJson({ method: 'POST', path: paths.api.testWebhook(id) }, testResult),
    stale: [],
    notDone: 'The test was not sent',
  });
}
