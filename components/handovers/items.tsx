'use client';

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ChangeFailure } from '@/components/writes/change-failure';
import type { Handover } from '@/lib/handover/model';
import classes from './handovers.module.css';
import { ItemRow } from './item-row';
import { useEditHandover } from './queries';

/** The open items. A draft also shows those that are done. */
export function Items({ handover }: { handover: Handover }) {
  const { items, mayEdit } = handover;
  const edit = useEditHandover(handover);
  const [title, setTitle] = useState('');
  const open = items.filter(({ done }) => !done).length;
  const add = () => {
    if (title.trim() === '') return;
    edit.run({ items: [{ title }] });
    setTitle('');
  };
  return (
    <section className={classes.section} aria-label="Open items">
      <h2>Open items ({open})</h2>
      {items.length === 0 && (
        <p className={classes.quiet}>Nothing is open: no sighting is in review, suspicious, malicious or escalated.</p>
      )}
      <ul className={classes.items}>
        {items.map((item) => (
          <ItemRow
            key={item.key}
            item={item}
            readAt={handover.readAt}
            onChange={mayEdit ? (patch) => edit.run({ items: [patch] }) : undefined}
          />
        ))}
      </ul>
      {edit.failure && (
        <ChangeFailure
          failure={edit.failure}
          retry={edit.retry}
          current={() => <span>Look at the items as they are now.</span>}
        />
      )}
      {mayEdit && (
        <form
          className={classes.add}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextInput
            aria-label="Another item"
            placeholder="Another item, such as a planned change that will make noise"
            size="xs"
            maxLength={300}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" size="compact-sm" disabled={title.trim() === ''}>
            Add
          </Button>
        </form>
      )}
    </section>
  );
}
