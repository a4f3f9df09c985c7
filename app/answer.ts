import { notFound, redirect } from 'next/navigation';
import { untilAnswered } from '@/lib/query/open-questions.server';
import { paths } from '@/lib/routes/paths';
import { Fault } from '@/lib/shared/errors';

/** Runs what a page reads. An unknown id becomes a real 404. An ended session becomes the sign-in page, which leads back here. */
export async function answer<T>(read: () => Promise<T>, here: string): Promise<T> {
  try {
    return await untilAnswered(read);
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') notFound();
    if (error instanceof Fault && error.kind === 'unauthenticated') redirect(paths.signIn(new URLSearchParams({ next: here })));
    throw error;
  }
}

/** A page's query as the API takes it. */
export async function searchOf(searchParams: Promise<Record<string, string | string[] | undefined>>): Promise<URLSearchParams> {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(await searchParams)) {
    for (const text of [value ?? []].flat()) search.append(key, text);
  }
  return search;
}
