import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { preload } from 'react-dom';
import { answer, searchOf } from '@/app/answer';
import { SightingsScreen } from '@/components/sightings/sightings-screen';
import { paths } from '@/lib/routes/paths';
import { PREFS_COOKIE, parsePrefs, SINCE_SHIFT } from '@/lib/shared/prefs';
import { askedRows, askedTimeline, parseSightingsParams, soon } from '@/lib/sightings/params';
import { viewSearch } from '@/lib/views/model';
import { readView } from '@/lib/views/views.server';

export const metadata: Metadata = { title: 'Sightings' };

/**
 * Without a question in the URL, the page opens the view that the person chose as default, and writes their choice of “new”
 * into the URL, so that a copied URL does not depend on who opens it. A URL with a question is left as it is.
 */
export default async function Page({ searchParams }: PageProps<'/'>) {
  const { shift, view: chosen } = parsePrefs((await cookies()).get(PREFS_COOKIE)?.value);
  const search = await searchOf(searchParams);
  const view = search.size === 0 && chosen !== null ? await answer(() => readView(chosen), paths.home()) : undefined;
  if (view) redirect(paths.home(viewSearch(view)));
  if (search.size === 0 && shift !== SINCE_SHIFT) redirect(paths.home(new URLSearchParams({ since: shift })));
  if ((await headers()).get('sec-fetch-dest') === 'document') fetchAhead(search);
  return <SightingsScreen />;
}

/** Has the browser fetch the first answers while it loads the page's code, which then asks for the same. */
function fetchAhead(search: URLSearchParams): void {
  const { params } = parseSightingsParams(search);
  const asked = [paths.api.sightings(soon(askedRows(params))), paths.api.timeline(soon(askedTimeline(params)))];
  for (const address of asked) preload(address, { as: 'fetch', crossOrigin: 'anonymous' });
}
