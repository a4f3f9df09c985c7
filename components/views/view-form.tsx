'use client';

import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import classes from './views.module.css';

interface Props {
  title: string;
  name: string;
  /** Whether the form asks if the view is to be the team's. */
  mayShare: boolean;
  onSave: (name: string, team: boolean) => void;
  onClose: () => void;
}

/** The form for a view’s name. */
export function ViewForm({ title, name: initial, mayShare, onSave, onClose }: Props) {
  const [name, setName] = useState(initial);
  const [team, setTeam] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onSave(name.trim(), team);
  };
  return (
    <Modal opened onClose={onClose} title={title} size={400}>
      <form onSubmit={submit} className={classes.form}>
        <TextInput
          label="Name"
          value={name}
          maxLength={80}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {mayShare && (
          <Checkbox label="Share with the team" checked={team} onChange={(event) => setTeam(event.currentTarget.checked)} />
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
