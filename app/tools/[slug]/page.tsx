import type { Metadata } from 'next';
import { cache } from 'react';
import { answer, searchOf } from '@/app/answer';
import { ToolScreen } from '@/components/tools/tool-screen';
import { visibleText } from '@/components/ui/visible';
import { paths } from '@/lib/routes/paths';
import { decodeSegment, readSegment } from '@/lib/routes/segment';
import { parseToolParams, writeToolParams } from '@/lib/tool-profiles/params';
import { readTool } from '@/lib/tool-profiles/read.server';

type Props = PageProps<'/tools/[slug]'>;

/** Once a request: title and page need the same tool. */
const read = cache(async (slug: string, query: string) => {
  const { params } = parseToolParams(new URLSearchParams(query));
  const search = writeToolParams({ ...params, device: null });
  const profile = await answer(() => readTool(slug, search), paths.tool(slug, query));
  return { search: search.toString(), profile };
});

async function readFrom({ params, searchParams }: Props) {
  return read(readSegment(decodeSegment((await params).slug)), (await searchOf(searchParams)).toString());
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: visibleText((await readFrom(props)).profile.tool) };
}

export default async function Page(props: Props) {
  const initial = await readFrom(props);
  return <ToolScreen key={initial.profile.slug} initial={initial} />;
}
