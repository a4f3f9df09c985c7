'use client';

import { Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { IconButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy';
import { Empty } from '@/components/ui/empty';
import { Loading } from '@/components/ui/loading';
import { useMe } from '@/components/ui/me';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { Problem } from '@/components/ui/problem';
import { visibleText } from '@/components/ui/visible';
import { MOST_WEBHOOKS, type Webhook, type WebhooksPage } from '@/lib/webhooks/model';
import { webhooksQuery } from './queries';
import { WebhookCard } from './webhook-card';
import { WebhookForm } from './webhook-form';
import classes from './webhooks.module.css';
import { howTo } from './words';

interface Secret {
  name: string;
  secret: string;
}

/** Where the team is told what happens. A Lead adds and changes webhooks; everybody can see how they fare. */
export function WebhooksScreen() {
  const { data, error, refetch } = useQuery(webhooksQuery);
  const { role } = useMe();
  const [edited, setEdited] = useState<Webhook | 'new' | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const keepSecret = ({ name, form }: Webhook, made: string | null) => {
    if (form === 'json' && made !== null) setSecret({ name, secret: made });
  };
  const mayAdd = data !== undefined && data.off === null && role === 'Lead' && data.webhooks.length < MOST_WEBHOOKS;
  const add = mayAdd && (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEdited('new')}>
      New webhook
    </Button>
  );
  return (
    <>
      <PageHeader title="Webhooks" actions={data && data.webhooks.length > 0 && add}>
        Teams, Slack or a program of yours is told what happens: at most once a minute each, with the rest counted.
      </PageHeader>
      {data && <Notices notices={noticesOf(data)} />}
      {error && !data && <Problem error={error} retry={() => refetch()} />}
      {!error && !data && <Loading what="Reading the webhooks…" rows={3} height={88} />}
      {secret && <SecretNote {...secret} onClose={() => setSecret(null)} />}
      {data && data.webhooks.length > 0 && (
        <ul className={classes.list} aria-label="Webhooks">
          {data.webhooks.map((webhook) => (
            <WebhookCard key={webhook.id} webhook={webhook} onEdit={() => setEdited(webhook)} onSecret={keepSecret} />
          ))}
        </ul>
      )}
      {data && data.webhooks.length === 0 && <Nothing off={data.off} add={add} />}
      {data && edited !== null && (
        <WebhookForm
          webhook={edited === 'new' ? null : edited}
          allowed={data.allowed}
          onDone={(webhook, made) => {
            setEdited(null);
            keepSecret(webhook, made);
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

function noticesOf({ off, noHistory, webhooks }: WebhooksPage) {
  const said = [
    ...(off !== null && webhooks.length > 0 ? [off] : []),
    ...(off === null && noHistory !== null ? [`Only handovers are told of, as no history is kept. ${noHistory}`] : []),
  ];
  const full = `There are ${MOST_WEBHOOKS} webhooks, and no more can be added. To add another, remove one.`;
  return [
    ...said.map((message) => ({ kind: 'partial' as const, message })),
    ...(webhooks.length >= MOST_WEBHOOKS ? [{ kind: 'info' as const, message: full }] : []),
  ];
}

function Nothing({ off, add }: { off: string | null; add: React.ReactNode }) {
  const { role } = useMe();
  if (off !== null) return <Empty title="Webhooks are off">{off}</Empty>;
  return (
    <div className={classes.first}>
      <Empty title="Nobody is told yet" next={add}>
        {role === 'Lead'
          ? 'A webhook tells of a new tool, a tool on a new device, an approved sighting that changed, a watched device, and a handover that nobody accepts. It tells of what comes from now on.'
          : 'A Lead can add a webhook here.'}
      </Empty>
      <dl>
        <dt>Teams</dt>
        <dd>{howTo.teams}</dd>
        <dt>Slack</dt>
        <dd>{howTo.slack}</dd>
        <dt>JSON</dt>
        <dd>{howTo.json}</dd>
      </dl>
    </div>
  );
}

function SecretNote({ name, secret, onClose }: Secret & { onClose: () => void }) {
  return (
    <section className={classes.secret} aria-label="Secret">
      <p>The receiver of “{visibleText(name)}” checks signatures with this secret. Copy it now: it is not shown again.</p>
      <div>
        <code>{secret}</code>
        <CopyButton text={secret} label="the secret" />
        <IconButton label="I have copied it: hide it" onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}
