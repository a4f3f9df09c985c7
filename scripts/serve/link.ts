import { createSignInLink } from '@/lib/auth/links.server';
import { paths } from '@/lib/routes/paths';

/** A new one-time link, as a person opens it. */
export async function signInLink(dataDir: string, address: string): Promise<string> {
  const token = await createSignInLink(dataDir);
  return `${address}${paths.signIn(new URLSearchParams({ token }))}`;
}
