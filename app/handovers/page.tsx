import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { HandoversScreen } from '@/components/handovers/handovers-screen';
import { requirePrincipal } from '@/lib/auth/session.server';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Handovers' };

export default async function Page() {
  await answer(() => requirePrincipal(), paths.handovers());
  return <HandoversScreen />;
}
