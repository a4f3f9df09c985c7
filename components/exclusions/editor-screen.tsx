'use client';

import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useMemo, useState } from 'react';
import { useHunts } from '@/components/sightings/queries';
import { WordButton } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { useMe } from '@/components/ui/me';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { Segments } from '@/components/ui/segments';
import { useUrlState } from '@/components/ui/url-state';
import { ChangeFailure } from '@/components/writes/change-failure';
import { parseExclusionsParams, type Seed, writeExclusionsParams } from '@/lib/exclusions/params';
import type { Notice } from '@/lib/query/model';
import { paths } from '@/lib/routes/paths';
import type { Instant } from '@/lib/shared/time';
import { Conditions } from './conditions';
import classes from './editor.module.css';
import { expiryOf, presets } from './expiry';
import { changed, formOf, whereOf } from './form';
import { Preview } from './preview';
import { useLists, usePreview } from './queries';
import { templates } from './templates';
import { useNewExclusion } from './use-exclusion-change';
import { saveWord } from './words';

interface Props {
  now: Instant;
  columns: string[];
  seed: Seed | null;
  notices: Notice[];
}

/** Milliseconds after the last keystroke until the preview is asked. */
const WAIT = 600;

const failedFields = ['name', 'reason', 'owner', 'expiresAt'] as const;

/** The form for an exclusion, with a preview of what it would take out. */
export function EditorScreen({ now, columns, seed, notices }: Props) {
  const router = useRouter();
  const { role, name: me } = useMe();
  const { search } = useUrlState();
  const { window: choice } = useMemo(() => parseExclusionsParams(search).params, [search]);
  const [name, setName] = useState(seed?.name ?? '');
  const [tool, setTool] = useState(seed?.tool ?? '');
  const [reason, setReason] = useState(seed?.reason ?? '');
  const [owner, setOwner] = useState('');
  const [expiry, setExpiry] = useState<string>(presets[0].value);
  const [group, setGroup] = useState(() => formOf(seed?.where));
  const [checked, setChecked] = useState(false);
  const leave = () => {
    if (seed !== null && window.history.length > 1) router.back();
    else router.push(paths.exclusions());
  };
  // A proposal changes nothing on the page that the person came from, so they go to the list of proposals.
  const change = useNewExclusion(({ status }) =>
    status === 'proposed' ? router.push(paths.exclusions(writeExclusionsParams({ status }))) : leave(),
  );
  const lists = useLists().data ?? [];
  const tools = [...new Set((useHunts().data?.hunts ?? []).map((hunt) => hunt.tool))].sort((a, b) => a.localeCompare(b));

  const where = useMemo(() => whereOf(group), [group]);
  const [previewed] = useDebouncedValue(where, WAIT);
  const asked = { tool: tool === '' ? null : tool, where: previewed, window: choice };
  const { isFetching } = usePreview(asked);
  // What is saved must be what the preview beside it is of. One that failed, or was stopped, holds nobody up.
  const isBehind = where !== null && previewed !== where;
  const waits = where !== null && (isBehind || isFetching);
  const expiresAt = expiryOf(expiry, now);
  const save = saveWord(role);
  const refused = change.failure?.fields ?? {};
  const errors = {
    name: checked && name.trim() === '' ? 'Give it a name, by which others know it.' : refused.name,
    reason: checked && reason.trim() === '' ? 'Say why this is known to be good.' : refused.reason,
    expiresAt: checked && expiresAt === null ? 'Write the day as 2026-12-31.' : refused.expiresAt,
  };
  // A fault that belongs to none of these fields is shown below the form.
  const isElsewhere = change.failure !== null && !failedFields.some((field) => field in refused);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (waits || where === null || expiresAt === null || name.trim() === '' || reason.trim() === '') return;
    change.run({ name, tool: tool === '' ? null : tool, where, reason, ...(owner.trim() !== '' && { owner }), expiresAt });
  };
  const fill = (key: string) => {
    const template = templates.find((one) => one.key === key);
    if (!template) return;
    setName(template.name);
    setReason(template.reason);
    setGroup(template.make(Intl.DateTimeFormat().resolvedOptions().timeZone));
  };

  return (
    <>
      <PageHeader title="New exclusion">
        Takes events that are known to be good out of sweeps. A sighting goes only when nothing of it is left.{' '}
        <Link href={paths.exclusions()}>All exclusions</Link>
      </PageHeader>
      <Notices notices={notices} />
      <div className={classes.screen}>
        <form className={classes.form} onSubmit={submit} aria-label="The exclusion" noValidate>
          {save === null && (
            <p className={classes.viewer} role="note">
              Your role is Viewer, which changes nothing. An Analyst proposes exclusions, a Lead approves them.
            </p>
          )}
          {seed === null && (
            <section aria-labelledby="templates">
              <h2 id="templates">Begin with</h2>
              <ul className={classes.templates}>
                {templates.map(({ key, title, when }) => (
                  <li key={key}>
                    <WordButton look="line" type="button" tip={when} onClick={() => fill(key)}>
                      {title}
                    </WordButton>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section aria-labelledby="what">
            <h2 id="what">Which events</h2>
            <NativeSelect
              label="Tool"
              size="xs"
              className={classes.tool}
              value={tool}
              data={[{ value: '', label: 'Every tool' }, ...(tool === '' || tools.includes(tool) ? tools : [tool, ...tools])]}
              onChange={(event) => setTool(event.currentTarget.value)}
            />
            <Conditions
              group={group}
              columns={columns}
              lists={lists}
              checked={checked}
              onChange={(key, update) =>
                setGroup((known) => {
                  const next = key === known.key ? update(known) : changed(known, key, update);
                  return next?.kind === 'group' ? next : known;
                })
              }
            />
            {checked && group.nodes.length === 0 && (
              <p role="alert" className={classes.error}>
                Add at least one condition.
              </p>
            )}
            {refused.where !== undefined && (
              <p role="alert" className={classes.error}>
                {refused.where}
              </p>
            )}
          </section>
          <section aria-labelledby="why" className={classes.why}>
            <h2 id="why">Why, whose, until when</h2>
            <TextInput
              label="Name"
              required
              value={name}
              maxLength={120}
              error={errors.name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Textarea
              label="Reason"
              required
              size="xs"
              autosize
              minRows={2}
              value={reason}
              maxLength={4000}
              error={errors.reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <TextInput
              label="Owner"
              value={owner}
              maxLength={200}
              placeholder={me}
              error={refused.owner}
              onChange={(event) => setOwner(event.currentTarget.value)}
            />
            <div className={classes.expiry}>
              <span className={classes.label}>It ends after</span>
              <Segments
                label="It ends after"
                value={presets.some(({ value }) => value === expiry) ? expiry : 'day'}
                options={[...presets, { value: 'day', name: 'On a day…' }]}
                onChange={(value) => setExpiry(value === 'day' ? '' : value)}
              />
              {!presets.some(({ value }) => value === expiry) && (
                <TextInput
                  type="date"
                  aria-label="The day on which it ends"
                  value={expiry}
                  onChange={(event) => setExpiry(event.currentTarget.value)}
                />
              )}
              <span className={classes.hint}>It ends by itself then. A Lead can extend it.</span>
            </div>
            {errors.expiresAt !== undefined && (
              <p role="alert" className={classes.error}>
                It ends: {errors.expiresAt}
              </p>
            )}
          </section>
          {isElsewhere && change.failure && <ChangeFailure failure={change.failure} retry={change.retry} />}
          <div className={classes.buttons}>
            {save !== null && (
              <Button type="submit" loading={change.isPending} disabled={waits}>
                {save}
              </Button>
            )}
            <Button type="button" variant="default" onClick={leave}>
              Cancel
            </Button>
            {save !== null && waits && <span className={classes.hint}>It waits for the preview of these conditions.</span>}
            {role === 'Analyst' && <span className={classes.hint}>It takes nothing out until a Lead has approved it.</span>}
          </div>
        </form>
        <aside className={classes.preview} aria-label="Preview">
          <h2>What it would take out</h2>
          {save === null ? (
            <p className={classes.waiting}>Only those who may propose an exclusion see a preview.</p>
          ) : (
            <Preview asked={asked} isBehind={isBehind} />
          )}
        </aside>
      </div>
    </>
  );
}
