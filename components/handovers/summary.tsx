'use client';

import { Textarea } from '@mantine/core';
import { Markdown } from '@/components/ui/markdown';
import { ChangeFailure } from '@/components/writes/change-failure';
import { type Handover, handoverSchema } from '@/lib/handover/model';
import classes from './handovers.module.css';
import { Meanwhile } from './meanwhile';
import { useEditHandover } from './queries';
import { useFieldDraft } from './use-field-draft';

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
  const edit = useEditHandover(handover);
  const draft = useFieldDraft(handover.summary, (summary) => edit.run({ summary }));
  return (
    <>
      <Textarea
        aria-label="Summary"
        placeholder="What the next shift must know first, in two or three sentences. Markdown."
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        value={draft.text}
        onChange={(event) => draft.onType(event.currentTarget.value)}
        onBlur={draft.onLeave}
      />
      <p className={classes.quiet} role="status">
        {edit.isPending ? 'Saving…' : draft.isUnsaved ? 'Saved when you leave the field' : 'Saved'}
      </p>
      <Meanwhile draft={draft} />
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
