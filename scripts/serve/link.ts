import { createSignInLink } from '@/lib/auth/links.server';
import { paths } from '@/lib/routes/paths';

/** Makes a one-time link and returns the address to open. */
export async function signInLink(dataDir: string, address: string): Promise<string> {
  const token = await createSignInLink(dataDir);
  return `${address}${paths.signIn(new URLSearchParams({ token }))}`;
}

/** A sentence with the same link at a server's own name (`ownAddress`). */
export function atOwnName(link: string, own: string): string {
  const { pathname, search } = new URL(link);
  return `Chrome, Edge and Firefox can open it at a name that no other program on this machine shares: ${own}${pathname}${search}`;
}
