'use client';

import { IconEyeOff } from '@tabler/icons-react';
import { LONGEST, seedOfField } from '@/components/exclusions/made-from';
import { CopyButton } from '@/components/ui/copy';
import { Link } from '@/components/ui/link';
import { useReadOnly } from '@/components/ui/read-only';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import type { EventDetail } from '@/lib/devices/model';
import { writeSeed } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import { counted } from '@/lib/shared/format';
import { cellText, type Field, groupFields, readableJson } from './field-groups';
import { FieldName } from './field-name';
import classes from './fields.module.css';

/** All columns of the row in groups. The empty ones are folded into a count. */
export function Fields({ detail }: { detail: EventDetail }) {
  const groups = groupFields(detail.schema, detail.event.columns);
  const isKept = useReadOnly();
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
                    {!isKept && canExclude(field) && (
                      <Link
                        href={paths.newExclusion(
                          writeSeed(seedOfField(detail.event.tools[0], field.name, cellText(field.value))),
                        )}
                        className={classes.exclude}
                        aria-label={`Exclude events like this: ${field.name}`}
                        data-tip={`Exclude events with this ${field.name}, as known to be good`}
                      >
                        <IconEyeOff size={14} stroke={1.75} aria-hidden />
                      </Link>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      {empty.length > 0 && (
        <details className={classes.empty}>
          <summary>{counted(empty.length, 'column holds', 'columns hold')} nothing</summary>
          <p>{empty.join(', ')}</p>
        </details>
      )}
    </div>
  );
}

/** Columns whose values belong to this one event, so an exclusion by them would match nothing else. */
const ofOneEvent = /^(Timestamp|TimeGenerated|ReportId|Type|Workspace|Hunts)$|Time$/;

const canExclude = ({ name, type, value }: Field) =>
  type !== 'datetime' && type !== 'dynamic' && !ofOneEvent.test(name) && cellText(value).length <= LONGEST;

function FieldValue({ field: { type, value } }: { field: Field }) {
  const text = cellText(value);
  if (type === 'datetime') return <Time value={text} digits={7} />;
  if (type === 'dynamic') return <pre className={classes.json}>{visibleLines(readableJson(text))}</pre>;
  return <bdi className={classes.value}>{visibleText(text)}</bdi>;
}

/** Keeps line breaks and makes all other invisible characters visible. */
const visibleLines = (text: string) => text.split('\n').map(visibleText).join('\n');
