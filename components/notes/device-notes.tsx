'use client';

import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { IconButton, WordButton } from '@/components/ui/button';
import { Loading } from '@/components/ui/loading';
import { Markdown } from '@/components/ui/markdown';
import { useMe, whyNot } from '@/components/ui/me';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import type { DeviceNote } from '@/lib/triage/notes/model';
import { NoteForm } from './note-form';
import classes from './notes.module.css';
import { useDeviceNotes } from './queries';

/** What people wrote about a device, the newest first. */
export function DeviceNotes({ deviceId }: { deviceId: string }) {
  const refused = whyNot(useMe());
  const { data, error, refetch } = useDeviceNotes(deviceId);
  const [isWriting, setIsWriting] = useState(false);
  return (
    <section aria-label="Notes on this device" className={classes.notes}>
      <h2>
        Notes
        <WordButton look="link" disabled={refused !== null} tip={refused ?? undefined} onClick={() => setIsWriting(true)}>
          <IconPlus size={14} aria-hidden /> Add
        </WordButton>
      </h2>
      {isWriting && <NoteForm deviceId={deviceId} onClose={() => setIsWriting(false)} />}
      {error && <Problem error={error} retry={refetch} />}
      {!data && !error && <Loading what="Loading the notes…" rows={1} />}
      {data?.notes.length === 0 && !isWriting && <p className={classes.none}>Nobody has written anything about this device.</p>}
      <ul>
        {data?.notes.map((note) => (
          <Note key={note.id} deviceId={deviceId} note={note} />
        ))}
      </ul>
    </section>
  );
}

function Note({ deviceId, note }: { deviceId: string; note: DeviceNote }) {
  const [isEdited, setIsEdited] = useState(false);
  const { text, revision, by, at, writtenBy, writtenAt, mayEdit } = note;
  return (
    <li>
      <div className={classes.who}>
        <span>
          <bdi>{visibleText(writtenBy)}</bdi>, <Time value={writtenAt} digits={0} />
          {revision > 1 && (
            <>
              {' '}
              · edited by {visibleText(by)}, <Time value={at} digits={0} />
            </>
          )}
        </span>
        {mayEdit && !isEdited && (
          <IconButton label="Edit this note" size={24} onClick={() => setIsEdited(true)}>
            <IconPencil size={14} stroke={1.6} aria-hidden />
          </IconButton>
        )}
      </div>
      {isEdited ? <NoteForm deviceId={deviceId} note={note} onClose={() => setIsEdited(false)} /> : <Markdown text={text} />}
    </li>
  );
}
