import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { ExclusionsScreen } from '@/components/exclusions/exclusions-screen';
import { requirePrincipal } from '@/lib/auth/session.server';
import { paths } from '@/lib/routes/paths';
import { now } from '@/lib/shared/clock';

export const metadata: Metadata = { title: 'Exclusions' };

export default async function Page() {
  await answer(() => requirePrincipal(), paths.exclusions());
  return <ExclusionsScreen now={now()} />;
}
