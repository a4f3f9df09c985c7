'use client';

import { Button } from '@mantine/core';
import { IconLink, IconSnowflake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '@/components/ui/copy';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { PageHeader } from '@/components/ui/page-header';
import { PageTable } from '@/components/ui/page-table';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import { paths } from '@/lib/routes/paths';
import type { SharedLink } from '@/lib/shared-links/model';
import { linksQuery, useRevoke } from './queries';
import classes from './shared-links.module.css';
import { kindWords } from './words';

/** The links that the person has made (for a Lead: everybody’s), with copy and revoke. */
export function LinksScreen() {
  const { data, error, refetch } = useQuery(linksQuery);
  const revoke = useRevoke();
  return (
    <>
      <PageHeader title="Shared links">
        {data?.all ? 'Everybody’s links, newest first.' : 'The links that you have made, newest first.'} “Share” on a page makes
        one. They show nothing to anybody who is not signed in.
      </PageHeader>
      {revoke.failure && (
        <div className={classes.failed}>
          <ChangeFailure failure={revoke.failure} retry={revoke.retry} />
        </div>
      )}
      {error && !data && <Problem error={error} retry={refetch} />}
      {!data && !error && <Loading what="Reading the links…" rows={6} />}
      {data?.links.length === 0 && (
        <Empty title="No link was shared yet" next={<Link href={paths.home()}>To the sightings</Link>}>
          “Share”, beside “Copy link”, makes a short link: live, or frozen with what is on the screen.
        </Empty>
      )}
      {data && data.links.length > 0 && (
        <PageTable headings={['Kind', 'What', 'By', 'Made', 'Open until', 'State', { words: 'Actions', look: 'unseen' }]}>
          {data.links.map((link) => (
            <LinkRow key={link.id} link={link} isPending={revoke.isPending} onRevoke={() => revoke.run({ id: link.id })} />
          ))}
        </PageTable>
      )}
    </>
  );
}

const stateWords: Record<SharedLink['state'], string> = { open: 'Open', expired: 'Expired', revoked: 'Revoked' };

function LinkRow({ link, isPending, onRevoke }: { link: SharedLink; isPending: boolean; onRevoke: () => void }) {
  const { id, url, kind, title, by, at, expiresAt, state, revokedBy, mayRevoke } = link;
  const Icon = kind === 'frozen' ? IconSnowflake : IconLink;
  return (
    <tr className={state === 'open' ? undefined : classes.closed}>
      <td>
        <span className={classes.kind}>
          <Icon size={15} stroke={1.75} aria-hidden /> {kindWords[kind]}
        </span>
      </td>
      <td className={classes.what}>
        <Link href={paths.link(id)}>{visibleText(title)}</Link>{' '}
        {state === 'open' && <CopyButton text={url} label={`the link to ${visibleText(title)}`} />}
      </td>
      <td>{visibleText(by)}</td>
      <td>
        <Time value={at} digits={0} />
      </td>
      <td>
        <Time value={expiresAt} digits={0} />
      </td>
      <td>
        {stateWords[state]}
        {revokedBy !== null && ` by ${visibleText(revokedBy)}`}
      </td>
      <td>
        {mayRevoke && (
          <Button variant="default" size="compact-xs" disabled={isPending} onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </td>
    </tr>
  );
}
