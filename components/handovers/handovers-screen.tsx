'use client';

import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { useMe, whyNot } from '@/components/ui/me';
import { PageHeader } from '@/components/ui/page-header';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import type { HandoversPage } from '@/lib/handover/model';
import { paths } from '@/lib/routes/paths';
import { counted } from '@/lib/shared/format';
import { isSampleName } from '@/lib/shared/sample-people';
import classes from './handovers.module.css';
import { useDraft, useHandovers } from './queries';
import { stateNames } from './words';

/** All handovers, and the button that makes the next. */
export function HandoversScreen() {
  const { data, error, refetch } = useHandovers();
  const router = useRouter();
  const draft = useDraft(({ id }) => router.push(paths.handover(id)));
  const refused = whyNot(useMe());
  const open = data?.handovers.find(({ state }) => state === 'draft');
  return (
    <>
      <PageHeader
        title="Handovers"
        actions={
          <Button
            leftSection={<IconArrowsExchange size={15} aria-hidden />}
            loading={draft.isPending}
            disabled={refused !== null}
            data-tip={refused ?? undefined}
            onClick={() => draft.run()}
          >
            {open ? 'Go on with the draft' : 'Hand over'}
          </Button>
        }
      >
        What one shift leaves to the next, which accepts it. <Link href={paths.shifts()}>When the shifts are</Link>,{' '}
        <Link href={paths.webhooks()}>who is told</Link>
      </PageHeader>
      {draft.failure && <ChangeFailure failure={draft.failure} retry={draft.retry} />}
      {error && !data && <Problem error={error} retry={() => refetch()} />}
      {!error && !data && <Loading what="Reading the handovers…" rows={4} height={48} />}
      {data && data.handovers.length === 0 && (
        <Empty title="Nobody has handed over yet">
          “Hand over” makes a draft from what is there now: open items, what is new and changed, verdicts, exclusions and the
          health of ingestion.
        </Empty>
      )}
      {data && data.handovers.length > 0 && (
        <ul className={classes.list} aria-label="Handovers">
          {data.handovers.map((handover) => (
            <Row key={handover.id} handover={handover} />
          ))}
        </ul>
      )}
    </>
  );
}

function Row({ handover }: { handover: HandoversPage['handovers'][number] }) {
  const { id, state, shift, by, at, publishedAt, acceptedBy, open, overdue, unanswered } = handover;
  return (
    <li>
      <Link href={paths.handover(id)}>
        {visibleText(shift.name)} <Time value={shift.from} digits={0} />
      </Link>
      {isSampleName(by) && <span className={classes.sample}>Sample</span>}
      <span className={classes.state} data-state={state}>
        {stateNames[state]}
        {acceptedBy !== null && ` by ${visibleText(acceptedBy)}`}
      </span>
      <span>
        {publishedAt === null ? 'begun' : 'published'} by {visibleText(by)}, <Time value={publishedAt ?? at} digits={0} />
      </span>
      <span>{counted(open, 'open item')}</span>
      {overdue > 0 && <strong className={classes.overdue}>{overdue} past the deadline</strong>}
      {unanswered > 0 && <strong>{counted(unanswered, 'question')} without an answer</strong>}
    </li>
  );
}
