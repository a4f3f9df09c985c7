'use client';

import { useQuery } from '@tanstack/react-query';
import { External } from '@/components/links/external';
import { getJson } from '@/components/ui/fetch';
import { Loading } from '@/components/ui/loading';
import { Markdown } from '@/components/ui/markdown';
import { webAddress } from '@/components/ui/parse-markdown';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { paths } from '@/lib/routes/paths';
import { verdictHistorySchema, verdictNames } from '@/lib/triage/model';
import type { Subject } from './decision';
import { VerdictMark } from './verdict-mark';
import classes from './verdicts.module.css';

function useHistory({ toolSlug, deviceId }: Pick<Subject, 'toolSlug' | 'deviceId'>, isWanted: boolean) {
  return useQuery({
    queryKey: ['verdict history', toolSlug, deviceId],
    enabled: isWanted,
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ tool: toolSlug, deviceId });
      return getJson(paths.api.verdictHistory(search), verdictHistorySchema, signal);
    },
  });
}

/** Every step of a sighting’s verdict, newest first: what changed, who, when and why. */
export function VerdictHistory({ subject }: { subject: Pick<Subject, 'toolSlug' | 'deviceId' | 'verdict'> }) {
  const { revision: known, by: decider } = subject.verdict;
  const isDecided = known > 0;
  const { data, error, refetch } = useHistory(subject, isDecided);
  if (!isDecided && decider !== null) return <p className={classes.none}>The verdict is being stored…</p>;
  if (!isDecided) return <p className={classes.none}>Nobody has given a verdict yet.</p>;
  if (error) return <Problem error={error} retry={refetch} />;
  if (!data) return <Loading what="Loading the history…" rows={2} />;
  return (
    <ol className={classes.history} aria-label="Verdict history">
      {data.entries.map(({ revision, from, to, by, at, note, owner, ticket, reviewAt, workspace, because }) => (
        <li key={`${workspace ?? ''} ${revision}`}>
          <div className={classes.step}>
            <span className={classes.from}>{verdictNames[from]}</span>
            <span aria-hidden>→</span>
            <span className="sr-only">to</span>
            <VerdictMark verdict={{ ...subject.verdict, value: to, changedSince: undefined }} />
            {because !== undefined && <span className={classes.from}>({because})</span>}
          </div>
          <div className={classes.who}>
            <bdi>{visibleText(by)}</bdi>, <Time value={at} digits={0} />
            {owner !== null && <> · owner {visibleText(owner)}</>}
            {workspace !== undefined && <> · only in {visibleText(workspace)}</>}
            {reviewAt !== null && (
              <>
                {' '}
                · to look at again <Time value={reviewAt} digits={0} />
              </>
            )}
          </div>
          {note !== '' && <Markdown text={note} />}
          {ticket !== null && webAddress(ticket) !== undefined && <External href={ticket}>Ticket</External>}
        </li>
      ))}
    </ol>
  );
}
