'use client';

import { Menu } from '@mantine/core';
import { IconBan, IconEyeOff, IconFilter, IconInfoCircle } from '@tabler/icons-react';
import { seedOfCell, seedOfRows } from '@/components/exclusions/made-from';
import { useGo } from '@/components/ui/going';
import { Link } from '@/components/ui/link';
import { visibleText } from '@/components/ui/visible';
import type { Seed } from '@/lib/exclusions/params';
import { writeSeed } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import { filters } from '@/lib/sightings/filters';
import type { Sighting } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { toolSearch } from './question';
import { applyChoice, rowChoices } from './row-choices';
import type { Ask } from './use-question';

export interface MenuPlace {
  row: Sighting;
  /** Offers the values of this column only; without it, of the whole row. */
  column?: string | undefined;
  left: number;
  top: number;
}

interface Props {
  place: MenuPlace;
  params: SightingsParams;
  ask: Ask;
  onClose: () => void;
}

/** Keeps, leaves out or excludes a value of a row: from its cell, or by `e`. */
export function RowMenu({ place, params, ask, onClose }: Props) {
  const choices = rowChoices(place.row, place.column);
  const go = useGo();
  const exclude = (seed: Seed) => go(paths.newExclusion(writeSeed(seed, params.window)));
  const excludable = choices.flatMap((choice) => {
    const seed = seedOfCell(place.row, choice.filter, choice.value);
    return seed === null ? [] : [{ choice, seed }];
  });
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={300} offset={2} returnFocus>
      <Menu.Target>
        <span aria-hidden style={{ position: 'fixed', left: place.left, top: place.top, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown>
        {(place.column === undefined || place.column === 'tool') && (
          <Menu.Item
            component={Link}
            href={paths.tool(place.row.toolSlug, toolSearch(params))}
            leftSection={<IconInfoCircle size={15} stroke={1.6} aria-hidden />}
          >
            About {visibleText(place.row.tool)}
          </Menu.Item>
        )}
        <Menu.Label>Only</Menu.Label>
        {choices.map((choice) => (
          <Menu.Item
            key={`${choice.filter} ${choice.value}`}
            leftSection={<IconFilter size={15} stroke={1.6} aria-hidden />}
            onClick={() => ask(applyChoice(params, choice, false))}
          >
            {filters[choice.filter].word} {choice.words}
          </Menu.Item>
        ))}
        <Menu.Label>Without</Menu.Label>
        {choices.map((choice) => (
          <Menu.Item
            key={`not ${choice.filter} ${choice.value}`}
            leftSection={<IconBan size={15} stroke={1.6} aria-hidden />}
            onClick={() => ask(applyChoice(params, choice, true))}
          >
            {filters[choice.filter].word} {choice.words}
          </Menu.Item>
        ))}
        <Menu.Label>Exclude as known to be good, for everybody</Menu.Label>
        {excludable.map(({ choice, seed }) => (
          <Menu.Item
            key={`exclude ${choice.filter} ${choice.value}`}
            leftSection={<IconEyeOff size={15} stroke={1.6} aria-hidden />}
            onClick={() => exclude(seed)}
          >
            {filters[choice.filter].word} {choice.words}…
          </Menu.Item>
        ))}
        {place.column === undefined && (
          <Menu.Item
            leftSection={<IconEyeOff size={15} stroke={1.6} aria-hidden />}
            onClick={() => exclude(seedOfRows([place.row]))}
          >
            This row: tool, device and accounts…
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
