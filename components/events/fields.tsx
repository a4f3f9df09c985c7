'use client';

import { CopyButton } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import type { EventDetail } from '@/lib/devices/model';
import { cellText, type Field, groupFields, readableJson } from './field-groups';
import { FieldName } from './field-name';
import classes from './fields.module.css';

/** Every column of the row, grouped; those that hold nothing are folded into a count. */
export function Fields({ detail }: { detail: EventDetail }) {
  const groups = groupFields(detail.schema, detail.event.columns);
  const empty = groups.flatMap((group) => group.empty);
  return (
    <div className={classes.groups}>
      {groups
        .filter(({ fields }) => fields.length > 0)
        .map(({ name, fields }) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <dl className={classes.fields}>
              {fields.map((field) => (
                <div key={field.name} className={classes.field}>
                  <dt>
                    <FieldName name={field.name} />
                  </dt>
                  <dd>
                    <FieldValue field={field} />
                    <CopyButton text={cellText(field.value)} label={field.name} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      {empty.length > 0 && (
        <details className={classes.empty}>
          <summary>{empty.length} columns hold nothing</summary>
          <p>{empty.join(', ')}</p>
        </details>
      )}
    </div>
  );
}

function FieldValue({ field: { type, value } }: { field: Field }) {
  const text = cellText(value);
  if (type === 'datetime') return <Time value={text} digits={7} />;
  if (type === 'dynamic') return <pre className={classes.json}>{visibleLines(readableJson(text))}</pre>;
  return <bdi className={classes.value}>{visibleText(text)}</bdi>;
}

/** Our own line breaks stay; everything else unseen is made visible. */
const visibleLines = (text: string) => text.split('\n').map(visibleText).join('\n');
