'use client';

import { Button } from '@mantine/core';
import { IconBraces, IconBrandSlack, IconBrandTeams, IconPlayerPause } from '@tabler/icons-react';
import { useMe } from '@/components/ui/me';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import { kindNames, type Webhook } from '@/lib/webhooks/model';
import { Deliveries } from './deliveries';
import { usePatch, useRemove, useTest } from './queries';
import { RemoveButton } from './remove-button';
import classes from './webhooks.module.css';
import { formNames, testWords } from './words';

const icons = { teams: IconBrandTeams, slack: IconBrandSlack, json: IconBraces } as const;

interface Props {
  webhook: Webhook;
  onEdit: () => void;
  onSecret: (webhook: Webhook, secret: string | null) => void;
}

/** One webhook: what it is told of, how its last messages fared, and what a Lead can do with it. */
export function WebhookCard({ webhook, onEdit, onSecret }: Props) {
  const { id, name, form, host, ending, alerts, unacceptedAfter, paused, by, at, revision } = webhook;
  const { role } = useMe();
  const patch = usePatch((changed) => onSecret(changed.webhook, changed.secret));
  const [remove, test] = [useRemove(), useTest()];
  const failed = [test, patch, remove].find(({ failure }) => failure);
  const Icon = icons[form];
  const small = { size: 'compact-xs', variant: 'default' } as const;
  const told = alerts.map((kind) =>
    kind === 'handover-unaccepted' ? `${kindNames[kind]} (after ${unacceptedAfter} min)` : kindNames[kind],
  );
  return (
    <li className={classes.card} data-paused={paused || undefined}>
      <div className={classes.head}>
        <Icon size={18} stroke={1.6} aria-hidden />
        <strong>{visibleText(name)}</strong>
        {paused && (
          <span className={classes.paused}>
            <IconPlayerPause size={14} stroke={1.75} aria-hidden /> Paused: nothing is sent or kept for it
          </span>
        )}
        {role === 'Lead' && (
          <span className={classes.actions}>
            <Button {...small} loading={test.isPending} onClick={() => test.run(webhook)}>
              Send a test
            </Button>
            <Button
              {...small}
              disabled={patch.isPending}
              onClick={() => patch.run({ id, paused: !paused, ifRevision: revision })}
            >
              {paused ? 'Go on' : 'Pause'}
            </Button>
            <Button {...small} onClick={onEdit}>
              Change…
            </Button>
            {form === 'json' && (
              <Button
                {...small}
                disabled={patch.isPending}
                data-tip="The old one stops at once"
                onClick={() => patch.run({ id, newSecret: true, ifRevision: revision })}
              >
                New secret
              </Button>
            )}
            <RemoveButton name={name} disabled={remove.isPending} onConfirm={() => remove.run(webhook)} />
          </span>
        )}
      </div>
      <p className={classes.about}>
        {formNames[form]},{' '}
        <span className={classes.address}>
          {host}/…{ending}
        </span>
        , by {visibleText(by)}, <Time value={at} digits={0} />
      </p>
      <p>Told of: {told.join(', ')}.</p>
      <div role="status">
        {test.result && (
          <p className={classes.tested} data-ok={test.result.ok}>
            {visibleText(testWords(test.result))}
          </p>
        )}
      </div>
      {failed?.failure && (
        <ChangeFailure
          failure={failed.failure}
          retry={failed.retry}
          current={() => <span>Look at it as it is now, then decide.</span>}
        />
      )}
      <Deliveries webhook={webhook} />
    </li>
  );
}
