import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { WebhooksScreen } from '@/components/webhooks/webhooks-screen';
import { requirePrincipal } from '@/lib/auth/session.server';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function Page() {
  await answer(() => requirePrincipal(), paths.webhooks());
  return <WebhooksScreen />;
}
