import { createSignInLink } from '@/lib/auth/links.server';
import { paths } from '@/lib/routes/paths';

/** Makes a one-time link and returns the address to open. */
export async function signInLink(dataDir: string, address: string): Promise<string> {
  const token = await createSignInLink(dataDir);
  return `${address}${paths.signIn(new URLSearchParams({ token }))}`;
}
