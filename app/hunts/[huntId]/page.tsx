import type { Metadata } from 'next';
import { cache } from 'react';
import { answer, searchOf } from '@/app/answer';
import { HuntScreen } from '@/components/hunts/hunt-screen';
import { visibleText } from '@/components/ui/visible';
import { readHunt } from '@/lib/catalogue/read.server';
import { paths } from '@/lib/routes/paths';
import { now } from '@/lib/shared/clock';
import { resolveWindow, type Window } from '@/lib/shared/window';
import { parseSightingsParams } from '@/lib/sightings/params';

interface Props {
  params: Promise<{ huntId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The hunt at an address, cut to the window in its query. It is read once for the title and the page. */
const read = cache(async (huntId: string, query: string) => {
  const { params, notices } = parseSightingsParams(new URLSearchParams(query));
  const window: Window = resolveWindow(params.window, now());
  const hunt = await answer(() => readHunt(huntId, window), paths.hunt(huntId));
  return { hunt, choice: params.window, window, notices };
});

async function readFrom({ params, searchParams }: Props) {
  const { huntId } = await params;
  return read(huntId, (await searchOf(searchParams)).toString());
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: visibleText((await readFrom(props)).hunt.name) };
}

export default async function Page(props: Props) {
  return <HuntScreen {...(await readFrom(props))} />;
}
