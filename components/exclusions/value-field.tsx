'use client';

import { Autocomplete, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Hours, NamedList } from '@/lib/exclusions/model';
import classes from './editor.module.css';
import { type ConditionNode, dayNames, takesSeveral } from './form';

interface Props {
  node: ConditionNode;
  lists: NamedList[];
  /** Null if nothing is wrong, or nobody has tried to save yet. */
  error: string | null;
  onChange: (node: ConditionNode) => void;
}

/** The field for what a condition compares with: a value, several values, a named list or hours. */
export function ValueField({ node, lists, error, onChange }: Props) {
  if (node.op === 'hours')
    return <HoursField hours={node.hours} error={error} onChange={(hours) => onChange({ ...node, hours })} />;
  if (!takesSeveral(node.op))
    return (
      <TextInput
        aria-label="Value"
        className={classes.value}
        classNames={{ input: classes.mono }}
        value={node.text}
        error={error}
        placeholder="Value"
        onChange={(event) => onChange({ ...node, text: event.currentTarget.value })}
      />
    );
  return (
    <div className={classes.several}>
      {lists.length > 0 && (
        <NativeSelect
          aria-label="Where the values come from"
          size="xs"
          value={node.list}
          data={[
            { value: '', label: 'Values, one a line' },
            ...lists.map(({ name, entries }) => ({ value: name, label: `List: ${name} (${entries.length})` })),
          ]}
          onChange={(event) => onChange({ ...node, list: event.currentTarget.value })}
        />
      )}
      {node.list === '' && (
        <Textarea
          aria-label="Values, one a line"
          size="xs"
          autosize
          minRows={2}
          maxRows={8}
          classNames={{ input: classes.mono }}
          value={node.text}
          error={error}
          placeholder={node.op === 'ipv4_is_in_any_range' ? '10.1.0.0/16, one a line' : 'One a line'}
          onChange={(event) => onChange({ ...node, text: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

function HoursField({ hours, error, onChange }: { hours: Hours; error: string | null; onChange: (hours: Hours) => void }) {
  const toggle = (day: number) =>
    onChange({
      ...hours,
      days: hours.days.includes(day) ? hours.days.filter((one) => one !== day) : [...hours.days, day].sort(),
    });
  return (
    <div className={classes.hours}>
      <fieldset className={classes.days}>
        <legend className="sr-only">Days</legend>
        {dayNames.map((name, i) => (
          <label key={name} data-chosen={hours.days.includes(i + 1)}>
            <input type="checkbox" checked={hours.days.includes(i + 1)} onChange={() => toggle(i + 1)} />
            {name}
          </label>
        ))}
      </fieldset>
      <TextInput
        aria-label="From"
        className={classes.time}
        value={hours.from}
        placeholder="22:00"
        onChange={(event) => onChange({ ...hours, from: event.currentTarget.value })}
      />
      <span>to</span>
      <TextInput
        aria-label="To"
        className={classes.time}
        value={hours.to}
        placeholder="06:00"
        onChange={(event) => onChange({ ...hours, to: event.currentTarget.value })}
      />
      <Autocomplete
        aria-label="Time zone"
        size="xs"
        className={classes.zone}
        value={hours.zone}
        data={Intl.supportedValuesOf('timeZone')}
        limit={30}
        onChange={(zone) => onChange({ ...hours, zone })}
      />
      {error !== null && (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      )}
      {hours.from > hours.to && <p className={classes.hint}>These hours reach into the next day.</p>}
    </div>
  );
}
