'use client';

import { Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { usePrefs } from '@/components/ui/prefs';
import { choosable } from './columns';
import classes from './filter-bar.module.css';
import { toggle } from './question';

/** Which columns are shown; kept for the person. */
export function ColumnsMenu() {
  const { prefs, change } = usePrefs();
  return (
    <Menu position="bottom-end" width={180} closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={classes.menu}>
          <IconColumns3 size={15} stroke={1.6} aria-hidden />
          Columns
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choosable.map(({ id, name }) => {
          const shown = !prefs.hidden.includes(id);
          return (
            <Menu.CheckboxItem key={id} checked={shown} onChange={() => change({ hidden: toggle(prefs.hidden, id) })}>
              {name}
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
