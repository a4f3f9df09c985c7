'use client';

import { Button, Checkbox, Modal, NumberInput, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { Segments } from '@/components/ui/segments';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import { type AlertKind, alertKinds, type WebhookForm as Form, kindNames, type Webhook } from '@/lib/webhooks/model';
import { useAdd, usePatch } from './queries';
import classes from './webhooks.module.css';
import { formNames, howTo, kindWords } from './words';

interface Props {
  /** The webhook to change; null to add one. */
  webhook: Webhook | null;
  allowed: string[];
  /** `secret`: a new one, which is shown only now. */
  onDone: (webhook: Webhook, secret: string | null) => void;
  onClose: () => void;
}

const forms = (['teams', 'slack', 'json'] as const).map((value) => ({ value, name: formNames[value] }));
const DEFAULT_MINUTES = 30;

/** The form for a webhook. Its address is entered, and never shown again. */
export function WebhookForm({ webhook, allowed, onDone, onClose }: Props) {
  const [form, setForm] = useState<Form>(webhook?.form ?? 'teams');
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState('');
  const [alerts, setAlerts] = useState<string[]>(webhook?.alerts ?? [...alertKinds]);
  const [minutes, setMinutes] = useState(webhook?.unacceptedAfter ?? DEFAULT_MINUTES);
  const done = (changed: { webhook: Webhook; secret: string | null }) => onDone(changed.webhook, changed.secret);
  const [add, patch] = [useAdd(done), usePatch(done)];
  const change = webhook === null ? add : patch;
  const fields = change.failure?.fields ?? {};
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const said = { name, alerts: alertKinds.filter((kind) => alerts.includes(kind)), unacceptedAfter: minutes };
    if (webhook === null) add.run({ ...said, form, url });
    else patch.run({ ...said, id: webhook.id, ifRevision: webhook.revision, ...(url.trim() !== '' && { url }) });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={webhook === null ? 'New webhook' : `Webhook “${visibleText(webhook.name)}”`}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        {webhook === null && (
          <>
            <Segments label="Form of its messages" value={form} options={forms} onChange={setForm} />
            <p className={classes.note}>{howTo[form]}</p>
          </>
        )}
        <TextInput
          label="Name"
          data-autofocus
          maxLength={60}
          placeholder="SOC channel"
          value={name}
          error={fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="url"
          label={webhook === null ? 'Address' : 'Another address'}
          description={`It is kept sealed and never shown again. Allowed here: ${allowed.join(', ')}`}
          placeholder={webhook === null ? 'https://…' : 'Leave it empty to keep the address'}
          autoComplete="off"
          spellCheck={false}
          value={url}
          error={fields.url && `The address ${fields.url}.`}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Checkbox.Group label="Tell of" size="xs" value={alerts} onChange={setAlerts} error={fields.alerts}>
          <div className={classes.kinds}>
            {alertKinds.map((kind: AlertKind) => (
              <Checkbox key={kind} value={kind} label={kindNames[kind]} description={kindWords[kind]} />
            ))}
          </div>
        </Checkbox.Group>
        {alerts.includes('handover-unaccepted') && (
          <NumberInput
            label="Minutes after the next shift has begun, until a handover counts as not accepted"
            size="xs"
            min={0}
            max={1440}
            step={15}
            allowDecimal={false}
            value={minutes}
            error={fields.unacceptedAfter}
            onChange={(value) => setMinutes(Number(value))}
          />
        )}
        {change.failure && Object.keys(fields).length === 0 && (
          <ChangeFailure
            failure={change.failure}
            retry={change.retry}
            current={() => <span>Close this, look at the webhook as it is now, and change that.</span>}
          />
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            {webhook === null ? 'Add the webhook' : 'Save'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
