'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { formatCount } from '@/lib/shared/format';
import { parseInstant } from '@/lib/shared/time';
import type { LinkChanges } from '@/lib/shared-links/model';
import { changesQuery } from './queries';
import classes from './shared-links.module.css';
import { changeName } from './words';

/** What has changed since a link was frozen, by comparison with today’s answer; says so if there is no answer. */
export function ChangesSince({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(changesQuery(id));
  return (
    <aside className={classes.changes} aria-label="Changed since it was frozen">
      <h2>Changed since</h2>
      {error && <Problem error={error} retry={refetch} />}
      {!data && !error && <p role="status">Asking what has changed since it was frozen…</p>}
      {data?.known === false && (
        <p>
          <strong>Not known.</strong> {visibleText(data.why)}
        </p>
      )}
      {data?.known && <Known changes={data} />}
    </aside>
  );
}

function Known({ changes }: { changes: Extract<LinkChanges, { known: true }> }) {
  const { asOf, notes, added, gone, changed, events } = changes;
  const isSame = added.length + gone.length + changed.length + (events ? events.added + events.gone : 0) === 0;
  return (
    <>
      <p className={classes.note}>
        Compared with the answer of <Time value={asOf} digits={0} />, asked with your own rights.
      </p>
      {notes.map((note) => (
        <p key={note} className={classes.warn}>
          {visibleText(note)}
        </p>
      ))}
      {isSame && <p>Nothing that the link keeps has changed.</p>}
      <Labels title="New" labels={added} />
      <Labels
        title="Gone"
        labels={gone}
        note="The engine no longer has them, an exclusion takes them out, or your rights do not cover them."
      />
      {events && events.added + events.gone > 0 && (
        <p>
          Events: {formatCount(events.added)} new, {formatCount(events.gone)} gone.
        </p>
      )}
      {changed.length > 0 && (
        <section aria-label="Changed">
          <h3>Changed ({formatCount(changed.length)})</h3>
          <Shown items={changed}>
            {({ label, changes }) => (
              <li key={label}>
                <strong>{visibleText(label)}</strong>
                <dl>
                  {changes.map((change) => (
                    <div key={changeName(change)} className={classes.pair}>
                      <dt>{changeName(change)}</dt>
                      <dd>
                        <Said value={change.from} /> → <Said value={change.to} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </li>
            )}
          </Shown>
        </section>
      )}
    </>
  );
}

function Labels({ title, labels, note }: { title: string; labels: string[]; note?: string }) {
  if (labels.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>
        {title} ({formatCount(labels.length)})
      </h3>
      {note && <p className={classes.note}>{note}</p>}
      <Shown items={labels}>{(label) => <li key={label}>{visibleText(label)}</li>}</Shown>
    </section>
  );
}

const MOST = 50;

function Shown<Item>({ items, children }: { items: Item[]; children: (item: Item) => ReactNode }) {
  return (
    <ul>
      {items.slice(0, MOST).map(children)}
      {items.length > MOST && <li>and {formatCount(items.length - MOST)} more</li>}
    </ul>
  );
}

function Said({ value }: { value: string }) {
  return parseInstant(value) === value ? <Time value={value} /> : <bdi>{visibleText(value) || 'nothing'}</bdi>;
}
