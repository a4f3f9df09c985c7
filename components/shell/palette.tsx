'use client';

import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { getJson } from '@/components/ui/fetch';
import { usePrefs } from '@/components/ui/prefs';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { paths } from '@/lib/routes/paths';
import type { HuntSummary, SightingsPage } from '@/lib/sightings/model';
import { findGroups } from './palette-groups';

const [store, palette] = createSpotlight();
const empty: never[] = [];

interface Props {
  onClose: () => void;
  onKeys: () => void;
  go: (path: string) => void;
}

/** Cmd/Ctrl+K: to a page, a tool, a device by part of its name, or an action. */
export function Palette({ onClose, onKeys, go }: Props) {
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 200);
  const { setColorScheme } = useMantineColorScheme();
  const { clock, setZone } = useZone();
  const { prefs } = usePrefs();
  const hunts = useQuery({
    queryKey: ['hunts'],
    queryFn: ({ signal }) => getJson<{ hunts: HuntSummary[] }>(paths.api.hunts(), signal),
  });
  const devices = useQuery({
    queryKey: ['palette', asked],
    enabled: asked.length > 1,
    queryFn: ({ signal }) =>
      getJson<SightingsPage>(
        paths.api.sightings(new URLSearchParams({ q: asked, last: '30d', limit: '40', omit: 'reportIds' })),
        signal,
      ),
  });

  // The list's own store, outside React, knows whether it is open.
  useEffect(() => palette.open(), []);

  const actions = [
    { label: 'New since last shift', run: () => go(paths.home(new URLSearchParams({ new: prefs.shift }))) },
    {
      label: clock === 'utc' ? 'Show times in local time' : 'Show times in UTC',
      run: () => setZone(clock === 'utc' ? 'local' : 'utc'),
    },
    { label: 'Light theme', run: () => setColorScheme('light') },
    { label: 'Dark theme', run: () => setColorScheme('dark') },
    { label: 'Theme as the system', run: () => setColorScheme('auto') },
    { label: 'Keys', run: () => setTimeout(onKeys) },
  ];
  const groups: SpotlightActionGroupData[] = findGroups(
    query,
    hunts.data?.hunts ?? empty,
    devices.data?.rows ?? empty,
    actions,
  ).map(({ group, entries }) => ({
    group,
    actions: entries.map((entry) => ({
      id: `${group} ${entry.key}`,
      label: visibleText(entry.label),
      description: entry.description && visibleText(entry.description),
      onClick: () => ('path' in entry ? go(entry.path) : entry.run()),
    })),
  }));
  return (
    <Spotlight
      store={store}
      actions={groups}
      filter={(_, all) => all}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      attributes={{ content: { 'aria-label': 'Go to' } }}
      scrollable
      lockScroll={false}
      maxHeight={420}
      overlayProps={{ blur: 0 }}
      transitionProps={{ duration: 0 }}
      nothingFound={devices.isFetching || query.trim() !== asked ? 'Looking…' : 'Nothing has that name'}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Page, tool, device or action',
        'aria-label': 'Go to',
      }}
    />
  );
}
