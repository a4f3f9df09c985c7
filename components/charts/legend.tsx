'use client';

import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { useReadOnly } from '@/components/ui/read-only';
import { formatCount } from '@/lib/shared/format';
import { type Band, OTHERS } from './prepare-timeline';
import classes from './timeline.module.css';

interface Props {
  bands: Band[];
  /** The tools that the last band sums up. */
  others: Band[];
  stale: boolean;
  isChosen: (slug: string) => boolean;
  onToggle: (slug: string) => void;
}

/** Says which colour is which tool. A click shows only that tool, a second click all of them again. */
export function Legend({ bands, others, stale, isChosen, onToggle }: Props) {
  const isKept = useReadOnly();
  return (
    <ul className={classes.legend} aria-label="Tools on the timeline, with their events" data-stale={stale}>
      {bands.map((band) => (
        <li key={band.slug}>
          {isKept ? (
            <span className={classes.entry}>
              <Entry band={band} />
            </span>
          ) : band.slug === OTHERS ? (
            <Others band={band} others={others} isChosen={isChosen} onToggle={onToggle} />
          ) : (
            <WordButton
              look="plain"
              className={classes.entry}
              aria-pressed={isChosen(band.slug)}
              tip={isChosen(band.slug) ? 'Show other tools again' : `Only ${band.tool}`}
              onClick={() => onToggle(band.slug)}
            >
              <Entry band={band} />
            </WordButton>
          )}
        </li>
      ))}
    </ul>
  );
}

function Entry({ band: { tool, color, total } }: { band: Band }) {
  return (
    <>
      <span className={classes.swatch} style={{ background: color }} />
      <span className={classes.name}>{tool}</span>
      <span className={classes.count}>{formatCount(total)}</span>
    </>
  );
}

/** With more tools than these the menu has a search field. */
const SEARCHED = 9;

/** The tools that share the grey band, each with its own colour as the table shows it. */
function Others({ band, others, isChosen, onToggle }: Omit<Props, 'bands' | 'stale'> & { band: Band }) {
  const [words, setWords] = useState('');
  const fits = others.filter(({ tool }) => tool.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <Menu position="bottom-start" width={250} onClose={() => setWords('')}>
      <Menu.Target>
        <WordButton look="plain" className={classes.entry} tip="Show the other tools">
          <Entry band={band} />
          <IconChevronDown size={12} aria-hidden />
        </WordButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.others}>
        {others.length > SEARCHED && (
          <Menu.Search
            placeholder="Find a tool"
            aria-label="Find a tool"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        <Menu.Label>{fits.length > 0 ? 'Only' : 'No tool has that name'}</Menu.Label>
        {fits.map(({ slug, tool, color, total }) => (
          <Menu.CheckboxItem
            key={slug}
            checked={isChosen(slug)}
            onChange={() => onToggle(slug)}
            rightSection={<span className={classes.count}>{formatCount(total)}</span>}
          >
            <span className={classes.other}>
              <span className={classes.swatch} style={{ background: color }} />
              {tool}
            </span>
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
