'use client';

import { CopyButton } from '@/components/ui/copy';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { type Verdict, verdictNames } from '@/lib/triage/model';
import classes from './verdicts.module.css';

type What = NonNullable<Verdict['changes']>[number]['what'];

const words: Record<Exclude<What, 'review' | 'unknown'>, string> = {
  account: 'New account',
  path: 'New path',
  hash: 'New hash',
  signer: 'New signer',
  remote: 'New remote address',
  commandLine: 'New command line',
};

/** What has changed since a verdict, value by value; nothing if nothing has. */
export function Changes({ verdict: { changes = [], value } }: { verdict: Verdict }) {
  if (changes.length === 0) return null;
  return (
    <section className={classes.changes} aria-label="Changed since the verdict">
      <strong>Changed since it was {verdictNames[value].toLowerCase()}</strong>
      <dl>
        {changes.map(({ what, values, more }) => (
          <div key={what}>
            {what === 'review' && (
              <>
                <dt>Review was due</dt>
                <dd>{values[0] !== undefined && <Time value={values[0]} digits={0} />}</dd>
              </>
            )}
            {what === 'unknown' && <dt>The telemetry could not be read when it was decided</dt>}
            {what !== 'review' && what !== 'unknown' && (
              <>
                <dt>{words[what]}</dt>
                {values.map((text) => (
                  <dd key={text}>
                    <Value text={text} mono={what === 'hash' || what === 'commandLine' || what === 'path'} focusable />
                    <CopyButton text={text} label={words[what].toLowerCase()} />
                  </dd>
                ))}
                {more > 0 && <dd className={classes.from}>and {more} more</dd>}
              </>
            )}
          </div>
        ))}
      </dl>
    </section>
  );
}
