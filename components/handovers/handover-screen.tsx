'use client';

import { Crumbs } from '@/components/ui/crumbs';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { PageHeader } from '@/components/ui/page-header';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { useUrlState } from '@/components/ui/url-state';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import type { Handover } from '@/lib/handover/model';
import { parseHandoverParams } from '@/lib/handover/params';
import { paths } from '@/lib/routes/paths';
import { zoneLabel } from '@/lib/shared/format';
import { SINCE_HANDOVER } from '@/lib/shared/prefs';
import { isSampleName, SAMPLE_HANDOVER } from '@/lib/shared/sample-people';
import { Comparison } from './comparison';
import { Facts } from './facts';
import { HandoverActions } from './handover-actions';
import classes from './handovers.module.css';
import { Items } from './items';
import { useHandover } from './queries';
import { Questions } from './questions';
import { Summary } from './summary';
import { stateNames } from './words';

/** One handover: written while it is a draft, read and accepted once it is published. */
export function HandoverScreen({ id }: { id: string }) {
  const { search } = useUrlState();
  const { compare } = parseHandoverParams(search).params;
  const { data, error, refetch } = useHandover(id, compare);
  return (
    <>
      {error && !data && <Problem error={error} retry={() => refetch()} />}
      {!error && !data && <Loading what="Reading the handover…" rows={8} height={40} />}
      {data && <Body handover={data} />}
    </>
  );
}

function Body({ handover }: { handover: Handover }) {
  const { id, state, shift, by, publishedAt, acceptedBy, acceptedAt, sha256 } = handover;
  const { zone } = useZone();
  return (
    <article className={classes.page}>
      <Crumbs above={[{ name: 'Handovers', href: paths.handovers() }]} current={visibleText(shift.name)} />
      <PageHeader title={`Handover: ${visibleText(shift.name)}`} actions={<HandoverActions handover={handover} />}>
        <Time value={shift.from} digits={0} /> – <Time value={shift.to} digits={0} /> {zoneLabel(zone)} ·{' '}
        <span className={classes.state} data-state={state}>
          {stateNames[state]}
          {acceptedBy !== null && ` by ${visibleText(acceptedBy)}, `}
          {acceptedAt !== null && <Time value={acceptedAt} digits={0} />}
        </span>{' '}
        · {publishedAt === null ? 'begun' : 'published'} by {visibleText(by)}
        {publishedAt !== null && (
          <>
            , <Time value={publishedAt} digits={0} />
            <span className={classes.onScreen}>
              {' '}
              · <Link href={paths.home(new URLSearchParams({ since: `${SINCE_HANDOVER}${id}`, new: '1' }))}>New since then</Link>
            </span>
          </>
        )}
      </PageHeader>
      {isSampleName(by) && <p className={classes.sample}>{SAMPLE_HANDOVER}</p>}
      <Summary handover={handover} />
      <Items handover={handover} />
      <Questions handover={handover} />
      <Comparison handover={handover} />
      <Facts facts={handover.facts} />
      {sha256 !== null && <p className={classes.quiet}>Frozen when it was published. SHA-256 {sha256}</p>}
    </article>
  );
}
