'use client';

import { NativeSelect } from '@mantine/core';
import { useUrlState } from '@/components/ui/url-state';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import type { Handover } from '@/lib/handover/model';
import { writeHandoverParams } from '@/lib/handover/params';
import { minuteWords } from '@/lib/shared/format';
import classes from './handovers.module.css';
import { useHandovers } from './queries';

const kinds = { opened: 'Opened', closed: 'Closed', changed: 'Changed' } as const;

/** How the items of this handover differ from those of the one before, or of another that the person chooses. */
export function Comparison({ handover: { id, before, comparison } }: { handover: Handover }) {
  const { replace } = useUrlState();
  const { zone } = useZone();
  const others = (useHandovers().data?.handovers ?? []).flatMap(({ publishedAt, ...one }) =>
    one.id === id || publishedAt === null ? [] : [{ ...one, publishedAt }],
  );
  if (comparison === null && others.length === 0) return null;
  const { items = [] } = comparison ?? {};
  return (
    <section className={classes.section} aria-label="Compared with another handover">
      <h2>Since another handover</h2>
      <NativeSelect
        aria-label="Compared with"
        size="xs"
        className={classes.onScreen}
        value={comparison?.with ?? ''}
        onChange={({ currentTarget: { value } }) => replace(writeHandoverParams({ compare: value === '' ? null : value }))}
        data={[
          ...(comparison === null ? [{ value: '', label: 'Choose one' }] : []),
          ...others.map((one) => ({
            value: one.id,
            label: `${visibleText(one.shift.name)}, published ${minuteWords(one.publishedAt, zone)}${one.id === before ? ' (the one before)' : ''}`,
          })),
        ]}
      />
      {comparison !== null && items.length === 0 && <p className={classes.quiet}>No item was opened, closed or changed.</p>}
      <ul className={classes.lines}>
        {items.map(({ key, what, kind, changes }) => (
          <li key={key}>
            <strong>{kinds[kind]}</strong> {visibleText(what)}
            {changes.length > 0 && `: ${changes.map(visibleText).join('; ')}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
