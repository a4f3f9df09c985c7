'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '@/components/ui/me';
import { PageTable } from '@/components/ui/page-table';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import type { NamedList } from '@/lib/exclusions/model';
import { formatCount } from '@/lib/shared/format';
import classes from './exclusions.module.css';
import { ListEditor } from './list-editor';
import { useKnownExclusions, useLists } from './queries';
import { useRemoveList } from './use-exclusion-change';
import { usersOf } from './words';

/** The named lists of accounts, devices and addresses, each with the exclusions that use it. */
export function Lists() {
  const { role } = useMe();
  const { data: lists, error, refetch } = useLists();
  const { data: exclusions, error: notKnown } = useKnownExclusions();
  const [edited, setEdited] = useState<NamedList | 'new' | null>(null);
  const removal = useRemoveList();
  return (
    <section className={classes.lists} aria-labelledby="lists">
      <div className={classes.listsHead}>
        <h2 id="lists">Named lists</h2>
        <p>Accounts, devices or addresses that several exclusions share. A change to a list applies to all of them at once.</p>
        {role === 'Lead' && (
          <Button variant="default" onClick={() => setEdited('new')}>
            New list
          </Button>
        )}
      </div>
      {removal.failure && (
        <div className={classes.failed}>
          <ChangeFailure failure={removal.failure} retry={removal.retry} />
        </div>
      )}
      {error && !lists && <Problem error={error} retry={() => refetch()} />}
      {!error && !lists && <p role="status">Reading the lists…</p>}
      {lists?.length === 0 && (
        <p className={classes.none}>
          There is no list yet. {role === 'Lead' ? 'Make one here, or import it from CSV.' : 'A Lead can make one.'}
        </p>
      )}
      {lists && lists.length > 0 && (
        <PageTable headings={['List', 'Of', 'Entries', 'Used by', 'Changed', { words: 'Actions', look: 'unseen' }]}>
          {lists.map((list) => (
            <tr key={list.name}>
              <td>
                <strong>{visibleText(list.name)}</strong>
              </td>
              <td>{list.kind}</td>
              <td>{formatCount(list.entries.length)}</td>
              <td>
                <Users names={usersOf(list.name, exclusions)} failed={notKnown !== null} />
              </td>
              <td>
                <Time value={list.at} digits={0} /> by {visibleText(list.by)}
              </td>
              <td>
                <div className={classes.actions}>
                  <Button size="compact-xs" variant="default" onClick={() => setEdited(list)}>
                    {role === 'Lead' ? 'Edit' : 'Show'}
                  </Button>
                  {role === 'Lead' && usersOf(list.name, exclusions)?.length === 0 && (
                    <Button size="compact-xs" variant="default" onClick={() => removal.run(list.name)}>
                      Remove
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </PageTable>
      )}
      {edited !== null && (
        <ListEditor
          list={edited === 'new' ? null : edited}
          taken={lists?.map(({ name }) => name) ?? []}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

function Users({ names, failed }: { names: string[] | null; failed: boolean }) {
  if (names !== null && names.length > 0) return names.map(visibleText).join(', ');
  return <span className={classes.none}>{names !== null ? 'no exclusion' : failed ? 'not known' : '…'}</span>;
}
