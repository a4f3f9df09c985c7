'use client';

import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { IconButton } from '@/components/ui/button';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import type { Change } from '@/components/writes/use-change';
import { currentVerdicts, verdictNames } from '@/lib/triage/model';
import { allTheSame, heldWords } from './conflict';
import type { Decision } from './decision';
import { subjectWords } from './verdict-menu';
import classes from './verdicts.module.css';

/** How many milliseconds a success is shown. */
const SAID = 8000;

interface Props {
  decision: Decision;
  change: Pick<Change<Decision, { changes: { notices: string[] } }>, 'isPending' | 'failure' | 'retry' | 'result' | 'undo'>;
  onAgain: (decision: Decision) => void;
  onClose: () => void;
}

/** Says what was decided and offers to undo it. If it failed, says why and what the server holds now. */
export function Toast({ decision, change: { failure, isPending, retry, result, undo }, onAgain, onClose }: Props) {
  const notices = result?.changes.notices ?? [];
  const isSaid = result !== undefined && failure === null && notices.length === 0;
  const isBack = result === undefined && failure === null && !isPending;
  // Time passes outside of React.
  useEffect(() => {
    if (!isSaid && !isBack) return;
    const timer = setTimeout(onClose, SAID);
    return () => clearTimeout(timer);
  }, [isSaid, isBack, onClose]);
  const held = currentVerdicts.safeParse(failure?.current);
  return (
    <section className={classes.toast} aria-label="The last verdict" data-failed={failure !== null}>
      {failure ? (
        <div className={classes.toastWords}>
          <ChangeFailure
            failure={failure}
            retry={retry}
            current={() =>
              held.success && (
                <>
                  <ul className={classes.held}>
                    {heldWords(held.data.items).map((words) => (
                      <li key={words}>{visibleText(words)}</li>
                    ))}
                  </ul>
                  <Button variant="default" size="compact-xs" onClick={() => onAgain(allTheSame(decision, held.data.items))}>
                    Set {verdictNames[decision.choice.verdict].toLowerCase()} all the same
                  </Button>
                </>
              )
            }
          />
        </div>
      ) : (
        <div className={classes.toastWords} role="status">
          {isBack ? (
            <>Taken back: {subjectWords(decision.subjects)}</>
          ) : isPending && undo === null ? (
            <>Taking back: {subjectWords(decision.subjects)}</>
          ) : (
            <>
              <strong>{verdictNames[decision.choice.verdict]}</strong>: {subjectWords(decision.subjects)}
            </>
          )}
          {notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </div>
      )}
      {!failure && (
        <Button className={classes.undo} variant="default" size="compact-xs" disabled={!undo} onClick={() => undo?.()}>
          Undo <kbd className={classes.key}>z</kbd>
        </Button>
      )}
      <IconButton label="Close" tip={null} size={24} onClick={onClose}>
        <IconX size={14} aria-hidden />
      </IconButton>
    </section>
  );
}
