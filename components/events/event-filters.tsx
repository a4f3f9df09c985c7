'use client';

import type { RefObject } from 'react';
import { ColumnsMenu } from '@/components/table/columns-menu';
import { FilterMenu } from '@/components/table/filter-menu';
import { WordButton } from '@/components/ui/button';
import { SearchBox } from '@/components/ui/search-box';
import { Segments } from '@/components/ui/segments';
import type { HuntSummary } from '@/lib/catalogue/model';
import type { EventsParams } from '@/lib/devices/params';
import { signalSchema, slugOf } from '@/lib/hunts/model';
import { formatCount } from '@/lib/shared/format';
import { signalFacts } from '@/lib/tables/tables';
import classes from './device-events.module.css';
import { EventChips } from './event-chips';
import { isNarrowed, withoutFilters } from './narrowed';
import { ReportIdBox } from './report-id-box';

const kinds = [
  { value: 'every', name: 'Every row' },
  { value: 'matched', name: 'Matched by a hunt' },
] as const;

export type AskEvents = (params: EventsParams, how?: 'push' | 'replace') => void;

interface Props {
  params: EventsParams;
  ask: AskEvents;
  hunts: HuntSummary[];
  /** How many rows are loaded. */
  loaded: number;
  total: number | undefined;
  /** Columns that can be hidden. */
  columns: readonly { id: string; name: string }[];
  box: RefObject<HTMLInputElement | null>;
  /** Moves the focus from the search to the rows. */
  onLeave: () => void;
}

/** Narrows the events by words, tool, hunt, signal or ReportId, or to those that some hunt matches. */
export function EventFilters({ params, ask, hunts, loaded, total, columns, box, onLeave }: Props) {
  const tools = [...new Map(hunts.map((hunt) => [hunt.toolSlug, hunt.tool])).entries()].sort((a, b) => (a[1] < b[1] ? -1 : 1));
  const tool = params.tool === null ? null : slugOf(params.tool);
  const ofTool = hunts.filter((hunt) => tool === null || hunt.toolSlug === tool);
  return (
    <div className={classes.bar}>
      <h2>Events</h2>
      <Segments
        label="Which rows"
        options={kinds}
        value={params.matched ? 'matched' : 'every'}
        onChange={(kind) => ask({ ...params, matched: kind === 'matched' })}
      />
      <SearchBox
        value={params.q}
        label="Search the events"
        placeholder="Command, file, address …"
        onSearch={(q) => ask({ ...params, q }, 'replace')}
        onLeave={onLeave}
        box={box}
      />
      <FilterMenu
        name="Tool"
        options={tools.map(([key, name]) => ({ key, name, chosen: key === tool }))}
        onToggle={(key) => ask({ ...params, tool: key === tool ? null : key, hunt: null })}
      />
      <FilterMenu
        name="Hunt"
        options={ofTool.map(({ id, name }) => ({ key: id, name, chosen: id === params.hunt }))}
        onToggle={(key) => ask({ ...params, hunt: key === params.hunt ? null : key })}
      />
      <FilterMenu
        name="Signal"
        options={signalSchema.options.map((key) => ({ key, name: signalFacts[key].word, chosen: key === params.signal }))}
        onToggle={(key) => {
          const signal = signalSchema.parse(key);
          ask({ ...params, signal: signal === params.signal ? null : signal });
        }}
      />
      <ReportIdBox key={params.reportId} value={params.reportId} onAsk={(reportId) => ask({ ...params, reportId })} />
      <EventChips params={params} hunts={hunts} onChange={(change) => ask({ ...params, ...change })} />
      {isNarrowed(params) && (
        <WordButton look="link" onClick={() => ask(withoutFilters(params))}>
          Clear filters
        </WordButton>
      )}
      <span className={classes.total} role="status">
        {total !== undefined && (total === 0 ? 'No events' : `1–${formatCount(loaded)} of ${formatCount(total)}`)}
      </span>
      <ColumnsMenu choosable={columns} />
    </div>
  );
}
