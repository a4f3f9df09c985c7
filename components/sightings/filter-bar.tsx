'use client';

import type { RefObject } from 'react';
import { useKnownExclusions } from '@/components/exclusions/queries';
import { namesOf } from '@/components/exclusions/words';
import { ColumnsMenu } from '@/components/table/columns-menu';
import { choosableOf } from '@/components/table/features';
import { FilterMenu } from '@/components/table/filter-menu';
import { useMe } from '@/components/ui/me';
import { SearchBox } from '@/components/ui/search-box';
import { StateLink } from '@/components/ui/state-link';
import { ViewsMenu } from '@/components/views/views-menu';
import { formatCount } from '@/lib/shared/format';
import { uselessColumns } from '@/lib/sightings/fields';
import { filterNames, filters } from '@/lib/sightings/filters';
import type { SightingsPage } from '@/lib/sightings/model';
import { type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import { Chips } from './chips';
import { columns } from './columns';
import { nameOfDevice } from './device-names';
import { ExcludedSwitch } from './excluded-switch';
import classes from './filter-bar.module.css';
import { chipsOf } from './filter-chips';
import { useHunts } from './queries';
import { has, toggle, withoutFilters } from './question';
import { ShiftFilter } from './shift-filter';
import type { Ask } from './use-question';

interface Props {
  params: SightingsParams;
  ask: Ask;
  page: SightingsPage | undefined;
  /** The answer on the screen is still to the previous question. */
  stale: boolean;
  /** How many rows are loaded. */
  loaded: number;
  box: RefObject<HTMLInputElement | null>;
  onLeave: () => void;
}

const choosable = choosableOf(columns);

/** The filter menus with their options. Before the first answer only the menus that every answer has are there. */
function menusOf(params: SightingsParams, facets: SightingsPage['facets'] | undefined) {
  const menus = new Map<string, { key: string; name: string; count: number; chosen: boolean; toggle: () => SightingsParams }[]>();
  for (const filter of filterNames) {
    const { menu, word } = filters[filter];
    const options = facets && menu ? menu.options(facets) : [];
    if (!menu || (menu.onlyIfAny && options.length === 0)) continue;
    const shown = options.map(({ key, name, sightings }) => ({
      key: `${filter} ${key}`,
      name,
      count: sightings,
      chosen: has(params, filter, key),
      toggle: () => toggle(params, filter, { value: key, not: false }),
    }));
    const name = menu.on ?? word;
    menus.set(name, [...(menus.get(name) ?? []), ...shown]);
  }
  return [...menus].map(([name, options]) => ({ name, options }));
}

/** Narrows the table by words, by values of columns and to what is new, and says how many rows are left. */
export function FilterBar({ params, ask, page, stale, loaded, box, onLeave }: Props) {
  const hunts = useHunts({ enabled: params.hunt !== null });
  const me = useMe();
  const mine = toggle(params, 'owner', { value: me.name, not: false });
  const isMine = has(params, 'owner', me.name);
  const known = useKnownExclusions().data;
  const facets = page?.facets;
  const useless: string[] = facets ? uselessColumns(facets) : [];
  const chips = chipsOf(
    params,
    {
      tool: (slug) => facets?.tools.find((tool) => tool.slug === slug)?.tool ?? slug,
      device: nameOfDevice,
      exclusion: (id) => namesOf([id], known)[0] ?? id,
      hunts: hunts.data?.hunts ?? [],
    },
    stale ? [] : page?.leftOut,
  );
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
      <ViewsMenu />
      <ShiftFilter params={params} ask={ask} />
      {menusOf(params, facets).map(({ name, options }) => (
        <FilterMenu
          key={name}
          name={name}
          options={options}
          onToggle={(key) => {
            const option = options.find((one) => one.key === key);
            if (option) ask(option.toggle());
          }}
        />
      ))}
      <StateLink
        search={writeSightingsParams(mine)}
        onGo={() => ask(mine)}
        className={classes.menu}
        current={isMine}
        tip={`Only what ${me.name} owns`}
      >
        Mine
      </StateLink>
      <Chips
        chips={chips}
        ask={ask}
        isAlone={chips.length + Number(params.new) + Number(params.q !== '') < 2}
        onClear={() => ask(withoutFilters(params))}
      />
      <ExcludedSwitch params={params} ask={ask} excluded={page?.excluded} />
      <div className={classes.end}>
        <span className={classes.total} role="status" data-stale={stale}>
          {page && (page.total === 0 ? 'No sightings' : `1–${formatCount(loaded)} of ${formatCount(page.total)}`)}
        </span>
        <ColumnsMenu choosable={choosable.filter(({ id }) => !useless.includes(id))} />
      </div>
    </div>
  );
}
