import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { answer } from '@/app/answer';
import { FrozenScreen } from '@/components/shared-links/frozen-screen';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { visibleText } from '@/components/ui/visible';
import { paths } from '@/lib/routes/paths';
import { openLink } from '@/lib/shared-links/open.server';

type Props = PageProps<'/l/[id]'>;

/** Once a request: title and page need the same link. */
const open = cache((id: string) => answer(() => openLink(id), paths.link(id)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const opened = await open((await params).id);
  return { title: opened.kind === 'live' ? 'Link' : visibleText(opened.link.title) };
}

/** A live link redirects to its page. A frozen one shows what it keeps. A closed one says why it is closed. */
export default async function Page({ params }: Props) {
  const opened = await open((await params).id);
  if (opened.kind === 'live') redirect(opened.path);
  if (opened.kind === 'frozen') return <FrozenScreen link={opened.link} snapshot={opened.snapshot} />;
  return (
    <Empty
      heading="h1"
      title="This link is closed"
      next={
        <>
          <Link href={paths.links()}>Your links</Link>
          <Link href={paths.home()}>Sightings</Link>
        </>
      }
    >
      {opened.why} {visibleText(opened.link.by)} made it.
    </Empty>
  );
}
