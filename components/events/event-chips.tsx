'use client';

import { IconX } from '@tabler/icons-react';
import { IconButton } from '@/components/ui/button';
import { Value } from '@/components/ui/text';
import type { HuntSummary } from '@/lib/catalogue/model';
import type { EventsParams } from '@/lib/devices/params';
import { slugOf } from '@/lib/hunts/model';
import classes from './device-events.module.css';

interface Chip {
  field: string;
  value: string;
  without: Partial<EventsParams>;
}

/** The filters that the menus have set, in words. */
export function chipsOf({ tool, hunt, signal }: EventsParams, hunts: HuntSummary[]): Chip[] {
  const toolName = hunts.find(({ toolSlug }) => tool !== null && toolSlug === slugOf(tool))?.tool;
  const huntName = hunts.find(({ id }) => id.toLowerCase() === hunt?.toLowerCase())?.name;
  return [
    ...(tool === null ? [] : [{ field: 'Tool', value: toolName ?? tool, without: { tool: null } }]),
    ...(hunt === null ? [] : [{ field: 'Hunt', value: huntName ?? hunt, without: { hunt: null } }]),
    ...(signal === null ? [] : [{ field: 'Signal', value: signal, without: { signal: null } }]),
  ];
}

/** The filters that are set; a click on one removes it. */
export function EventChips({
  params,
  hunts,
  onChange,
}: {
  params: EventsParams;
  hunts: HuntSummary[];
  onChange: (change: Partial<EventsParams>) => void;
}) {
  const chips = chipsOf(params, hunts);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Filters of the events">
      {chips.map(({ field, value, without }) => (
        <li key={field}>
          <span className={classes.field}>{field}</span>
          <Value text={value} max={28} />
          <IconButton size={24} label={`Remove the filter ${field} ${value}`} tip={null} onClick={() => onChange(without)}>
            <IconX size={13} stroke={2} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
