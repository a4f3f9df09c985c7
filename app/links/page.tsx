import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { LinksScreen } from '@/components/shared-links/links-screen';
import { requirePrincipal } from '@/lib/auth/session.server';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Shared links' };

export default async function Page() {
  await answer(() => requirePrincipal(), paths.links());
  return <LinksScreen />;
}
