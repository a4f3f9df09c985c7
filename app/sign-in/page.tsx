import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignIn } from '@/components/sign-in/sign-in';
import { parseSignInReason, type SignInReason } from '@/lib/auth/params';
import { currentSession } from '@/lib/auth/session.server';
import { signInMode } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Sign in' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Reasons that do not matter to a person who is signed in. Going back to an old answer of Entra gives some of them. */
const overBySession: SignInReason[] = ['asked', 'signed-out', 'expired', 'step-up', 'lost', 'code-used'];

export default async function Page({ searchParams }: Props) {
  const reason = parseSignInReason(await searchParams);
  const signedIn = (await currentSession()) !== null;
  if (signedIn && overBySession.includes(reason)) redirect(paths.home());
  return <SignIn mode={signInMode()} reason={reason} signedIn={signedIn} />;
}
