'use client';

import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { huntsQuery } from '@/components/sightings/queries';
import { getJson } from '@/components/ui/fetch';
import { usePrefs } from '@/components/ui/prefs';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { viewsQuery } from '@/components/views/use-views';
import { paths } from '@/lib/routes/paths';
import { SINCE_SHIFT, SINCE_VISIT } from '@/lib/shared/prefs';
import { sightingsPageSchema } from '@/lib/sightings/model';
import { viewSearch } from '@/lib/views/model';
import { findGroups, nothingWords } from './palette-groups';

const [store, palette] = createSpotlight();
const empty: never[] = [];

interface Props {
  onClose: () => void;
  /** Called when the field has the focus. Returns what was typed for it until then. */
  onFocus: () => string;
  onKeys: () => void;
  go: (path: string) => void;
}

/** The palette of Cmd/Ctrl+K: finds a page, a tool, a device by part of its name, or an action. */
export function Palette({ onClose, onFocus, onKeys, go }: Props) {
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 200);
  const { setColorScheme } = useMantineColorScheme();
  const { clock, setZone } = useZone();
  const { change } = usePrefs();
  const views = useQuery(viewsQuery);
  const hunts = useQuery(huntsQuery);
  const devices = useQuery({
    queryKey: ['palette', asked],
    enabled: asked.length > 1,
    queryFn: ({ signal }) =>
      getJson(
        // Also the devices of which everything is excluded.
        paths.api.sightings(new URLSearchParams({ q: asked, last: '30d', excluded: 'show', limit: '40', omit: 'reportIds' })),
        sightingsPageSchema,
        signal,
      ),
  });

  // Spotlight keeps whether it is open in its own store, outside React.
  useEffect(() => palette.open(), []);

  const actions = [
    { label: 'New since last shift', run: () => go(paths.home(new URLSearchParams({ since: SINCE_SHIFT, new: '1' }))) },
    { label: 'New since my last visit', run: () => go(paths.home(new URLSearchParams({ since: SINCE_VISIT, new: '1' }))) },
    {
      label: clock === 'utc' ? 'Show times in local time' : 'Show times in UTC',
      run: () => setZone(clock === 'utc' ? 'local' : 'utc'),
    },
    { label: 'Light theme', run: () => setColorScheme('light') },
    { label: 'Dark theme', run: () => setColorScheme('dark') },
    { label: 'Theme as the system', run: () => setColorScheme('auto') },
    { label: 'Keys', run: () => setTimeout(onKeys) },
  ];
  const saved = (views.data?.views ?? []).map((view) => ({
    key: view.id,
    label: view.name,
    description: view.team ? 'View of the team' : 'View',
    run: () => {
      change({ hidden: view.hidden });
      go(paths.home(viewSearch(view)));
    },
  }));
  const groups: SpotlightActionGroupData[] = findGroups(
    query,
    hunts.data?.hunts ?? empty,
    devices.data?.rows ?? empty,
    actions,
    saved,
  ).map(({ group, entries }) => ({
    group,
    actions: entries.map((entry) => ({
      id: `${group} ${entry.key}`,
      label: visibleText(entry.label),
      description: entry.description && visibleText(entry.description),
      onClick: () => ('path' in entry ? go(entry.path) : entry.run()),
    })),
  }));
  const found = groups.flatMap((group) => group.actions.map(({ id }) => id)).join('\n');
  const [chosenFor, wantedFor] = [useRef(query), useRef<string>(undefined)];
  // Spotlight keeps the chosen entry in the document. Enter takes the first entry, even if it is still loading. Devices arrive
  // last and must not move a choice that the person has already made.
  useEffect(() => {
    if (found !== '' && (chosenFor.current !== query || !hasChosen())) selectFirst();
    if (found !== '' && wantedFor.current === query) hits()[0]?.click();
    chosenFor.current = query;
  }, [found, query, chosenFor, wantedFor]);
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
      nothingFound={devices.isFetching || query.trim() !== asked ? 'Looking…' : nothingWords(devices.isError)}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Page, tool, device or action',
        'aria-label': 'Go to',
        onKeyDown: (event) => {
          wantedFor.current = event.key === 'Enter' && found === '' ? query : undefined;
        },
        onFocus: () => {
          const typed = onFocus();
          if (typed !== '') setQuery(typed.trimEnd());
          if (typed.endsWith('\n')) wantedFor.current = typed.trimEnd();
          selectFirst();
        },
      }}
    />
  );
}

const hits = () => [...(document.getElementById(store.getState().listId)?.querySelectorAll<HTMLElement>('[data-action]') ?? [])];
const hasChosen = () => hits().some((hit) => hit.hasAttribute('data-selected'));

/** Spotlight marks what Enter takes in the page itself, and gives no way to set it. */
function selectFirst(): void {
  for (const hit of hits()) hit.removeAttribute('data-selected');
  hits()[0]?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}
