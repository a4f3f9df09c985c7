'use client';

import { Autocomplete, Button, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { useMe } from '@/components/ui/me';
import { webAddress } from '@/components/ui/parse-markdown';
import { NOBODY } from '@/lib/sightings/filters';
import type { SightingsPage } from '@/lib/sightings/model';
import { verdictNames, verdictValueSchema } from '@/lib/triage/model';
import type { Choice, Subject } from './decision';
import { choiceOf, fieldsOf } from './form-fields';
import { valueKeys } from './keys';
import { subjectWords } from './verdict-menu';
import classes from './verdicts.module.css';

interface Props {
  subjects: Subject[];
  onDecide: (choice: Choice) => void;
  onClose: () => void;
}

/** The owners of the sightings on the screen, as suggestions. */
function useOwners(me: string): string[] {
  const client = useQueryClient();
  const pages = client.getQueriesData<InfiniteData<SightingsPage>>({ queryKey: ['sightings'] });
  const owners = pages.flatMap(([, data]) => data?.pages[0]?.facets.owners.map(({ owner }) => owner) ?? []);
  return [...new Set([me, ...owners])].filter((owner) => owner !== NOBODY && owner !== '');
}

/** The form for a verdict with note, owner, ticket and review date, for one sighting or many. */
export function DecideForm({ subjects, onDecide, onClose }: Props) {
  const me = useMe();
  const [before] = useState(() => fieldsOf(subjects));
  const [fields, setFields] = useState(before);
  const owners = useOwners(me.name);
  const change = (part: Partial<typeof fields>) => setFields((now) => ({ ...now, ...part }));
  const badTicket = fields.ticket !== '' && webAddress(fields.ticket) === undefined;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!badTicket) onDecide(choiceOf(before, fields));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  const many = subjects.length > 1;
  return (
    <Modal opened onClose={onClose} title={`Verdict of ${subjectWords(subjects)}`} size={660} returnFocus={false}>
      <form onSubmit={submit} onKeyDown={onKeyDown} className={classes.form}>
        <SegmentedControl
          aria-label="Verdict"
          value={fields.verdict}
          onChange={(value) => change({ verdict: verdictValueSchema.parse(value) })}
          data={valueKeys.map(({ value }) => ({ value, label: verdictNames[value] }))}
        />
        <Textarea
          label="Note"
          description={many ? 'One for all of them. Markdown: **bold**, lists, links.' : 'Markdown: **bold**, lists, links.'}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={10_000}
          data-autofocus
          value={fields.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <Autocomplete
            label="Owner"
            size="xs"
            placeholder={many ? 'as it is' : 'whoever decides first'}
            data={owners}
            maxLength={200}
            value={fields.owner}
            onChange={(owner) => change({ owner })}
            comboboxProps={{ withinPortal: false }}
          />
          <WordButton look="line" type="button" onClick={() => change({ owner: me.name })}>
            Me
          </WordButton>
          <TextInput
            label="Look at it again"
            type="date"
            value={fields.review}
            onChange={(event) => change({ review: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label="Ticket"
          type="url"
          placeholder={many ? 'as it is' : 'https://…'}
          error={badTicket ? 'must be an address that begins with https://' : undefined}
          value={fields.ticket}
          onChange={(event) => change({ ticket: event.currentTarget.value })}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">
            Set {verdictNames[fields.verdict].toLowerCase()} <kbd className={classes.onAccent}>Ctrl ↵</kbd>
          </Button>
        </div>
      </form>
    </Modal>
  );
}
