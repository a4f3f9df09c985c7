'use client';

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { Markdown } from '@/components/ui/markdown';
import { ChangeFailure } from '@/components/writes/change-failure';
import { type Handover, handoverSchema } from '@/lib/handover/model';
import classes from './handovers.module.css';
import { useEditHandover } from './queries';

/** The summary, in the words of the outgoing lead. */
export function Summary({ handover }: { handover: Handover }) {
  return (
    <section className={classes.section} aria-label="Summary">
      <h2>Summary</h2>
      {handover.mayEdit ? <Edit handover={handover} /> : <Said text={handover.summary} />}
    </section>
  );
}

function Said({ text }: { text: string }) {
  return text === '' ? <p className={classes.quiet}>No summary was written.</p> : <Markdown text={text} />;
}

function Edit({ handover }: { handover: Handover }) {
  const [text, setText] = useState(handover.summary);
  const edit = useEditHandover(handover);
  const save = () => text !== handover.summary && edit.run({ summary: text });
  return (
    <>
      <Textarea
        aria-label="Summary"
        placeholder="What the next shift must know first, in two or three sentences. Markdown."
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={save}
      />
      <p className={classes.quiet} role="status">
        {edit.isPending ? 'Saving…' : text.trim() === handover.summary.trim() ? 'Saved' : 'Saved when you leave the field'}
      </p>
      {edit.failure && (
        <ChangeFailure
          failure={edit.failure}
          retry={edit.retry}
          current={(current) => {
            const theirs = handoverSchema.safeParse(current).data?.summary ?? '';
            return (
              <>
                <span>It says now:</span>
                <Said text={theirs} />
              </>
            );
          }}
        />
      )}
    </>
  );
}
