import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignIn } from '@/components/sign-in/sign-in';
import { parseSignInReason } from '@/lib/auth/params';
import { currentSession } from '@/lib/auth/session.server';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Sign in' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const reason = parseSignInReason(await searchParams);
  const signedIn = (await currentSession()) !== null;
  if (signedIn && reason !== 'bad-link') redirect(paths.home());
  return <SignIn reason={reason} signedIn={signedIn} />;
}
