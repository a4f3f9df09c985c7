import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { ShiftsScreen } from '@/components/shifts/shifts-screen';
import { requirePrincipal } from '@/lib/auth/session.server';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Shifts' };

export default async function Page() {
  await answer(() => requirePrincipal(), paths.shifts());
  return <ShiftsScreen />;
}
