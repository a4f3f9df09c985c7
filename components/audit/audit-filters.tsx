'use client';

import { Popover } from '@mantine/core';
import { IconCalendarTime, IconChevronDown } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { WindowForm } from '@/components/shell/window-form';
import { lastWords } from '@/components/shell/window-words';
import { FilterMenu } from '@/components/table/filter-menu';
import { WordButton } from '@/components/ui/button';
import { SearchBox } from '@/components/ui/search-box';
import { Segments } from '@/components/ui/segments';
import { useZone } from '@/components/ui/zone';
import { type AuditName, actionWords, auditActions } from '@/lib/audit/model';
import { type AuditParams, defaultAuditParams, firstAuditParams, writeAuditParams } from '@/lib/audit/params';
import { counted, formatInstant } from '@/lib/shared/format';
import type { WindowChoice } from '@/lib/shared/window';
import classes from './audit.module.css';

interface Props {
  params: AuditParams;
  names: AuditName[];
  /** How many entries are loaded; undefined until the first page of this question arrives. */
  loaded: number | undefined;
  hasMore: boolean;
  ask: (params: AuditParams) => void;
  onWords: (q: string) => void;
  box: RefObject<HTMLInputElement | null>;
}

const kinds = [
  { value: 'changes', name: 'Changes and exports' },
  { value: 'all', name: 'Everything' },
] as const;

/** Narrows the audit by words, person, action and time. */
export function AuditFilters({ params, names, loaded, hasMore, ask, onWords, box }: Props) {
  const { actor, action } = params;
  const nameOf = (id: string) => names.find((one) => one.id === id)?.name ?? id;
  const isNarrowed = writeAuditParams({ ...params, show: null }).size > 0;
  return (
    <div className={classes.bar}>
      <SearchBox
        value={params.q}
        label="Search the audit"
        placeholder="Name, device, tool, note …"
        onSearch={onWords}
        onLeave={() => box.current?.blur()}
        box={box}
      />
      <Segments
        label="Which entries"
        options={kinds}
        value={params.show ?? 'all'}
        onChange={(kind) => ask({ ...params, show: kind === 'changes' ? 'changes' : null, action: null })}
      />
      <FilterMenu
        name={actor === null ? 'Who' : `Who: ${nameOf(actor)}`}
        options={names.map(({ id, name }) => ({ key: id, name: name === id ? name : `${name} (${id})`, chosen: id === actor }))}
        onToggle={(id) => ask({ ...params, actor: id === actor ? null : id })}
      />
      <FilterMenu
        name={action === null ? 'Action' : `Action: ${actionWords(action)}`}
        options={Object.entries(auditActions).map(([key, name]) => ({ key, name, chosen: key === action }))}
        onToggle={(key) => ask({ ...params, show: null, action: key === action ? null : key })}
      />
      <When params={params} ask={ask} />
      {isNarrowed && (
        <WordButton look="link" onClick={() => ask(params.show === null ? defaultAuditParams : firstAuditParams)}>
          Clear all
        </WordButton>
      )}
      <div className={classes.space} />
      <span className={classes.total} role="status">
        {loaded !== undefined &&
          loaded > 0 &&
          `${hasMore ? '1–' : ''}${counted(loaded, 'entry', 'entries')}${hasMore ? ', more below' : ''}`}
      </span>
    </div>
  );
}

const ALWAYS = 'All of the time';

function When({ params, ask }: Pick<Props, 'params' | 'ask'>) {
  const { zone } = useZone();
  const [open, setOpen] = useState(false);
  const { last, from, to } = params;
  const choose = (next: Pick<AuditParams, 'last' | 'from' | 'to'>) => {
    setOpen(false);
    ask({ ...params, ...next });
  };
  const chosen = (choice: WindowChoice) =>
    choose('last' in choice ? { last: choice.last, from: null, to: null } : { last: null, ...choice });
  const at = (instant: string | null) => (instant === null ? '…' : formatInstant(instant, zone, 0));
  const words = last !== null ? lastWords(last) : from === null && to === null ? ALWAYS : `${at(from)} – ${at(to)}`;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <WordButton look="line" aria-label={`When: ${words}`} onClick={() => setOpen(!open)}>
          <IconCalendarTime size={15} stroke={1.6} aria-hidden />
          {words}
          <IconChevronDown size={13} aria-hidden />
        </WordButton>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={classes.always}>
          <WordButton look="plain" onClick={() => choose({ last: null, from: null, to: null })}>
            {ALWAYS}
          </WordButton>
        </div>
        <WindowForm
          choice={from !== null && to !== null ? { from, to } : { last: last ?? '' }}
          answered={undefined}
          onChoose={chosen}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
