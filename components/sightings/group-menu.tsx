'use client';

import { Menu } from '@mantine/core';
import { IconListTree } from '@tabler/icons-react';
import { WordButton } from '@/components/ui/button';
import { type GroupBy, groupings, groupNames } from '@/lib/sightings/fields';
import type { SightingsParams } from '@/lib/sightings/params';
import classes from './answer-bar.module.css';
import type { Ask } from './use-question';

const isGroup = (text: string): text is GroupBy => groupNames.some((name) => name === text);

/** Chooses what the rows are grouped by. */
export function GroupMenu({ params, ask }: { params: SightingsParams; ask: Ask }) {
  const { group } = params;
  return (
    <Menu position="bottom-end" width={150}>
      <Menu.Target>
        <WordButton look="plain" tip="Put the rows together under headings">
          <IconListTree size={16} stroke={1.6} aria-hidden />
          <span className={classes.label}>{group === null ? 'Group by' : `By ${groupings[group].word.toLowerCase()}`}</span>
        </WordButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={group ?? ''} onChange={(value) => ask({ ...params, group: isGroup(value) ? value : null })}>
          <Menu.RadioItem value="" closeMenuOnClick>
            No groups
          </Menu.RadioItem>
          {groupNames.map((name) => (
            <Menu.RadioItem key={name} value={name} closeMenuOnClick>
              {groupings[name].word}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
