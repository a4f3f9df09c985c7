'use client';

import type { RefObject } from 'react';
import { lengthWords } from '@/components/shell/window-words';
import { ColumnsMenu } from '@/components/table/columns-menu';
import { choosableOf } from '@/components/table/features';
import { FilterMenu } from '@/components/table/filter-menu';
import { SearchBox } from '@/components/ui/search-box';
import { formatCount } from '@/lib/shared/format';
import type { SightingsPage } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { signalFacts } from '@/lib/tables/tables';
import { Chips } from './chips';
import { columns, WORKSPACES } from './columns';
import { nameOfDevice } from './device-names';
import classes from './filter-bar.module.css';
import { chipsOf } from './filter-chips';
import { useHunts } from './queries';
import { hasChoice, toggle, toggleChoice, withoutFilters } from './question';
import { ShiftFilter } from './shift-filter';
import type { QueryContext } from './use-question';

interface Props {
  params: SightingsParams;
  ask: QueryContext;
  page: SightingsPage | undefined;
  /** The page answers the question before. */
  stale: boolean;
  /** Rows that are here already. */
  loaded: number;
  box: RefObject<HTMLInputElement | null>;
  onLeave: () => void;
}

const choosable = choosableOf(columns);

/** Narrows the table: words, values of columns, what is new; then how many rows that leaves. */
export function FilterBar({ params, ask, page, stale, loaded, box, onLeave }: Props) {
  const hunts = useHunts();
  const facets = page?.facets;
  const tools = facets?.tools.map(({ tool, slug, sightings }) => ({
    key: slug,
    name: tool,
    count: sightings,
    chosen: hasChoice(params, 'tool', slug),
  }));
  const signals = facets?.signals.map(({ signal, sightings }) => ({
    key: signal,
    name: signalFacts[signal].word,
    count: sightings,
    chosen: params.signal.includes(signal),
  }));
  const workspaces = facets?.workspaces.map(({ workspace, sightings }) => ({
    key: workspace,
    name: workspace,
    count: sightings,
    chosen: hasChoice(params, 'workspace', workspace),
  }));
  const chips = chipsOf(params, {
    tool: (slug) => facets?.tools.find((tool) => tool.slug === slug)?.tool ?? slug,
    device: nameOfDevice,
    hunts: hunts.data?.hunts ?? [],
    length: lengthWords,
  });
  return (
    <div className={classes.bar}>
      <SearchBox
        value={params.q}
        label="Search tool, device or account"
        placeholder="Tool, device or account"
        onSearch={(q) => ask({ ...params, q }, 'replace')}
        onLeave={onLeave}
        box={box}
      />
      <ShiftFilter params={params} ask={ask} />
      <FilterMenu
        name="Tool"
        options={tools ?? []}
        onToggle={(value) => ask(toggleChoice(params, 'tool', { value, not: false }))}
      />
      <FilterMenu
        name="Signal"
        options={signals ?? []}
        onToggle={(key) => {
          const signal = facets?.signals.find((facet) => facet.signal === key)?.signal;
          if (signal) ask({ ...params, signal: toggle(params.signal, signal) });
        }}
      />
      {workspaces && workspaces.length > 0 && (
        <FilterMenu
          name="Workspace"
          options={workspaces}
          onToggle={(value) => ask(toggleChoice(params, 'workspace', { value, not: false }))}
        />
      )}
      <Chips chips={chips} ask={ask} onClear={() => ask(withoutFilters(params))} />
      <div className={classes.space} />
      <span className={classes.total} role="status" data-stale={stale}>
        {page && (page.total === 0 ? 'No sightings' : `1–${formatCount(loaded)} of ${formatCount(page.total)}`)}
      </span>
      <ColumnsMenu choosable={workspaces?.length ? choosable : choosable.filter(({ id }) => id !== WORKSPACES)} />
    </div>
  );
}
