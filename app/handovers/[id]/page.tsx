import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { HandoverScreen } from '@/components/handovers/handover-screen';
import { requirePrincipal } from '@/lib/auth/session.server';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Handover' };

export default async function Page({ params }: PageProps<'/handovers/[id]'>) {
  const { id } = await params;
  await answer(() => requirePrincipal(), paths.handover(id));
  return <HandoverScreen id={id} />;
}
