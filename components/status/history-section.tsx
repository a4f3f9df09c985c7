import { lengthWords } from '@/components/shell/window-words';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import type { HistoryStatus } from '@/lib/history/model';
import { counted } from '@/lib/shared/format';
import type { Window } from '@/lib/shared/window';
import classes from './source.module.css';

/** How many gaps are listed. */
const LISTED = 5;

/** What the history of sightings covers, which server sweeps for it, when, and what went wrong. */
export function HistorySection({ history }: { history: HistoryStatus }) {
  const { off, reach, gaps, partialDays, lacks, late, arrivals, leader, nextAt, failures, fault, faultAt } = history;
  return (
    <section aria-labelledby="history" className={classes.section}>
      <h2 id="history">History of sightings</h2>
      {off !== null ? (
        <p>No history is kept, so “first ever seen” looks back 30 days before the window only. {off}</p>
      ) : (
        <dl className={classes.facts}>
          <dt>Covers</dt>
          <dd>{reach === null ? 'Nothing yet.' : <Span {...reach} />}</dd>
          <dt>Gaps</dt>
          <dd>
            {gaps.length === 0 && 'None.'}
            {gaps.slice(0, LISTED).map((gap) => (
              <div key={gap.from}>
                <Span {...gap} />
              </div>
            ))}
            {gaps.length > LISTED && <div>and {gaps.length - LISTED} more.</div>}
            {gaps.length > 0 && <div>These times were not swept: what was then is not known.</div>}
          </dd>
          {partialDays > 0 && (
            <>
              <dt>In part</dt>
              <dd>
                {counted(partialDays, 'day')}. The last of them lacks: <Value text={lacks.join(' ')} />
              </dd>
            </>
          )}
          <dt>Late events</dt>
          <dd>
            {late === 0 ? 'None' : counted(late, 'event')} in the last 7 days, that is, after their time had been swept.
            {arrivals.map(({ toolSlug, deviceId, workspace, signal, day, events, arrivedAt }) => (
              <div key={`${toolSlug} ${deviceId} ${workspace} ${signal} ${day}`}>
                {counted(events, 'event')} of {day}: <Value text={`${toolSlug} on ${deviceId}`} />, seen by the sweep of{' '}
                <Time value={arrivedAt} digits={0} />
              </div>
            ))}
          </dd>
          <dt>Swept by</dt>
          <dd>{leader === null ? 'No server now. One takes over within seconds of its start.' : <Value text={leader} />}</dd>
          <dt>Last sweep</dt>
          <dd>
            <LastSweep history={history} />
          </dd>
          <dt>Next sweep</dt>
          <dd>
            {nextAt === null ? 'As soon as a server leads' : <Time value={nextAt} digits={0} />}, every{' '}
            {lengthWords(history.every)}; after an import at once.
          </dd>
          {fault !== null && (
            <>
              <dt>Fault</dt>
              <dd>
                <Value text={fault} /> {faultAt !== null && <Time value={faultAt} digits={0} />} Failed{' '}
                {counted(failures, 'time')} in a row; it is tried again at the time of the next sweep.
              </dd>
            </>
          )}
        </dl>
      )}
    </section>
  );
}

function Span({ from, to }: Window) {
  return (
    <>
      <Time value={from} digits={0} /> to <Time value={to} digits={0} />
    </>
  );
}

/** When it ended; since when it runs. A sweep without a leader was broken off. */
function LastSweep({ history: { beganAt, endedAt, leader } }: { history: HistoryStatus }) {
  if (beganAt === null) return 'None yet.';
  const isOver = endedAt !== null && endedAt >= beganAt;
  if (isOver) return <Time value={endedAt} digits={0} />;
  return (
    <>
      {leader === null ? 'Broken off; it began at ' : 'Runs since '}
      <Time value={beganAt} digits={0} />
    </>
  );
}
