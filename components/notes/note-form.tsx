'use client';

import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { ChangeFailure } from '@/components/writes/change-failure';
import type { DeviceNote } from '@/lib/triage/notes/model';
import classes from './notes.module.css';
import { useWriteNote } from './queries';

interface Props {
  deviceId: string;
  /** The note to rewrite; absent for a new one. */
  note?: DeviceNote;
  onClose: () => void;
}

/** The form for a note. What was typed stays until the server has stored it. */
export function NoteForm({ deviceId, note, onClose }: Props) {
  const [text, setText] = useState(note?.text ?? '');
  const write = useWriteNote(deviceId);
  const save = () => {
    if (text.trim() === '' || write.isPending) return;
    write.run({ text, ...(note && { id: note.id, ifRevision: note.revision }) }, onClose);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    if (event.key === 'Escape') onClose();
  };
  return (
    <div className={classes.form}>
      <Textarea
        aria-label={note ? 'Note' : 'New note'}
        placeholder="What others should know of this device. Markdown."
        size="xs"
        autosize
        minRows={3}
        maxRows={10}
        maxLength={10_000}
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {write.failure && <ChangeFailure failure={write.failure} retry={write.retry} />}
      <div className={classes.buttons}>
        <Button variant="default" size="compact-xs" onClick={onClose}>
          Cancel
        </Button>
        <Button size="compact-xs" loading={write.isPending} disabled={text.trim() === ''} onClick={save}>
          Save
        </Button>
      </div>
    </div>
  );
}
