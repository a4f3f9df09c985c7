'use client';

import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { useMe } from '@/components/ui/me';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import { listKinds, listNameSchema, type NamedList } from '@/lib/exclusions/model';
import classes from './exclusions.module.css';
import { readEntries } from './read-entries';
import { useSetList } from './use-exclusion-change';

interface Props {
  /** The list to change; null to make a new one. */
  list: NamedList | null;
  /** The names that are in use. */
  taken: string[];
  onClose: () => void;
}

const kindNames: Record<NamedList['kind'], string> = {
  accounts: 'Accounts, such as corp\\ann',
  devices: 'Devices, by name or id',
  addresses: 'IPv4 addresses and ranges',
};

/** The form for a list. Entries are typed, pasted or read from a CSV file. */
export function ListEditor({ list, taken, onClose }: Props) {
  const { role } = useMe();
  const [name, setName] = useState(list?.name ?? '');
  const [kind, setKind] = useState<NamedList['kind']>(list?.kind ?? 'accounts');
  const [text, setText] = useState(list?.entries.join('\n') ?? '');
  const [checked, setChecked] = useState(false);
  const [unread, setUnread] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const change = useSetList(onClose);
  const { entries, said } = readEntries(text, kind);

  const nameFault = list !== null ? null : nameFaultOf(name, taken);
  const fields = change.failure?.fields ?? {};
  const badEntry = Object.keys(fields).find((path) => path.startsWith('entries'));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (nameFault === null) change.run({ name: name.trim(), kind, entries, ifRevision: list?.revision ?? 0 });
  };
  const read = (chosen: File | undefined) =>
    chosen?.text().then(
      (content) => {
        setUnread('');
        setText(content);
      },
      () => setUnread(`The browser could not read “${chosen.name}”.`),
    );
  return (
    <Modal opened onClose={onClose} size={620} title={list === null ? 'New list' : `List “${visibleText(list.name)}”`}>
      <form className={classes.listForm} onSubmit={submit} noValidate>
        {list === null && (
          <TextInput
            label="Name"
            data-autofocus
            value={name}
            error={checked ? nameFault : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <NativeSelect
          label="What its entries are"
          size="xs"
          value={kind}
          data={listKinds.map((value) => ({ value, label: kindNames[value] }))}
          onChange={(event) => setKind(listKinds.find((one) => one === event.currentTarget.value) ?? 'accounts')}
        />
        <Textarea
          label="Entries, one a line. You can paste CSV: a header line is left out, and only the first column is read."
          size="xs"
          autosize
          minRows={8}
          maxRows={18}
          classNames={{ input: classes.mono }}
          value={text}
          error={badEntry === undefined ? null : entryFault(badEntry, fields[badEntry] ?? '', entries)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p className={classes.said} role="status">
          {said.join(' ')}
        </p>
        {unread !== '' && <p role="alert">{visibleText(unread)}</p>}
        {change.failure && badEntry === undefined && (
          <ChangeFailure
            failure={change.failure}
            retry={change.retry}
            current={() => <span>Close this, look at the list as it is now, and change that.</span>}
          />
        )}
        <div className={classes.actions}>
          {role === 'Lead' && (
            <Button type="submit" loading={change.isPending}>
              Save the list
            </Button>
          )}
          <Button variant="default" onClick={() => file.current?.click()}>
            Read a CSV file…
          </Button>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </div>
        <input
          ref={file}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          hidden
          aria-label="CSV file with entries"
          onChange={(event) => {
            void read(event.currentTarget.files?.[0]);
            event.currentTarget.value = ''; // the same file can be chosen again
          }}
        />
      </form>
    </Modal>
  );
}

function nameFaultOf(name: string, taken: string[]): string | null {
  const { error } = listNameSchema.safeParse(name);
  if (error) return `The name ${error.issues[0]?.message ?? 'cannot be used'}.`;
  return taken.includes(name.trim()) ? 'There is already a list of this name. Edit that one.' : null;
}

/** What is wrong with an entry, by the server’s path for it (`entries.3`). */
function entryFault(path: string, fault: string, entries: string[]): string {
  const entry = entries[Number(path.split('.')[1] ?? Number.NaN)];
  return entry === undefined ? `The entries ${fault}.` : `“${visibleText(entry.slice(0, 60))}” ${fault}.`;
}
