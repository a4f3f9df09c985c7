'use client';

import { Button } from '@mantine/core';
import { IconCheck, IconCopy, IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { useZone } from '@/components/ui/zone';
import { ChangeFailure } from '@/components/writes/change-failure';
import { handoverMarkdown } from '@/lib/handover/markdown';
import type { Handover } from '@/lib/handover/model';
import classes from './handovers.module.css';
import { useDraft, useStep } from './queries';

const saidFor = 2000;

/** The actions that a handover allows in its state. */
export function HandoverActions({ handover }: { handover: Handover }) {
  const { state, mayEdit, mayAccept, whyNot } = handover;
  const { zone } = useZone();
  const [publish, accept, draft] = [useStep(handover, 'publish'), useStep(handover, 'accept'), useDraft()];
  const [said, setSaid] = useState<'Copied' | 'Not copied' | ''>('');
  const copy = async () => {
    const outcome = await navigator.clipboard.writeText(handoverMarkdown(handover, zone)).then(
      () => 'Copied' as const,
      () => 'Not copied' as const,
    );
    setSaid(outcome);
    setTimeout(() => setSaid(''), saidFor);
  };
  const failed = [publish, accept, draft].find(({ failure }) => failure);
  return (
    <div className={classes.actions}>
      <WordButton look="plain" tip="Copy all of it as Markdown, for a ticket or a chat" onClick={copy}>
        {said === 'Copied' ? <IconCheck size={16} stroke={1.75} aria-hidden /> : <IconCopy size={16} stroke={1.6} aria-hidden />}
        <span>{said || 'Copy as Markdown'}</span>
      </WordButton>
      <WordButton look="plain" onClick={() => window.print()}>
        <IconPrinter size={16} stroke={1.6} aria-hidden />
        <span>Print</span>
      </WordButton>
      {mayEdit && (
        <>
          <WordButton look="plain" tip="Bring the draft up to this moment; what you wrote stays" onClick={() => draft.run()}>
            <IconRefresh size={16} stroke={1.6} aria-hidden />
            <span>{draft.isPending ? 'Reading…' : 'Refresh'}</span>
          </WordButton>
          <Button loading={publish.isPending} onClick={() => publish.run()}>
            Publish
          </Button>
        </>
      )}
      {state === 'published' && (
        <Button
          loading={accept.isPending}
          disabled={!mayAccept}
          data-tip={whyNot ?? 'You take over what is open'}
          onClick={() => accept.run()}
        >
          Accept
        </Button>
      )}
      {failed?.failure && (
        <ChangeFailure
          failure={failed.failure}
          retry={failed.retry}
          current={() => <span>Look at it as it is now, then decide.</span>}
        />
      )}
    </div>
  );
}
