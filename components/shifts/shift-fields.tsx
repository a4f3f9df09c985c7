'use client';

import { Autocomplete, Button, Chip, Group, TextInput } from '@mantine/core';
import type { Shift } from '@/lib/shifts/model';
import classes from './shifts.module.css';

export const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];

interface Props {
  shift: Shift;
  /** What is wrong with each field, by the field’s name. */
  faults: Record<string, string>;
  onChange: (shift: Shift) => void;
  onRemove: () => void;
}

/** One shift in the form. */
export function ShiftFields({ shift, faults, onChange, onRemove }: Props) {
  const set = (part: Partial<Shift>) => onChange({ ...shift, ...part });
  return (
    <fieldset className={classes.shift}>
      <legend className="sr-only">{shift.name || 'New shift'}</legend>
      <TextInput
        label="Name"
        size="xs"
        value={shift.name}
        error={faults.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label="From"
        size="xs"
        value={shift.from}
        error={faults.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label="To"
        size="xs"
        value={shift.to}
        error={faults.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      <Autocomplete
        label="Time zone"
        size="xs"
        data={zones}
        limit={40}
        value={shift.zone}
        error={faults.zone}
        onChange={(zone) => set({ zone })}
      />
      <div className={classes.days}>
        <Chip.Group multiple value={shift.days.map(String)} onChange={(days) => set({ days: days.map(Number).sort() })}>
          <Group gap={4} role="group" aria-label="Days on which it begins">
            {dayNames.map((name, i) => (
              <Chip key={name} value={String(i + 1)} size="xs">
                {name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {faults.days && (
          <p role="alert" className={classes.fault}>
            Days: {faults.days}
          </p>
        )}
      </div>
      <Button variant="default" size="compact-xs" onClick={onRemove}>
        Remove
      </Button>
    </fieldset>
  );
}
