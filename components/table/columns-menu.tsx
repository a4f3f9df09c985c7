'use client';

import { Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { WordButton } from '@/components/ui/button';
import { usePrefs } from '@/components/ui/prefs';

/** Chooses which columns are shown. The choice is kept for the person. */
export function ColumnsMenu({ choosable }: { choosable: readonly { id: string; name: string }[] }) {
  const { prefs, change } = usePrefs();
  const toggle = (id: string, shown: boolean) =>
    change({ hidden: shown ? [...prefs.hidden, id] : prefs.hidden.filter((hidden) => hidden !== id) });
  return (
    <Menu position="bottom-end" width={180} closeOnItemClick={false}>
      <Menu.Target>
        <WordButton look="line">
          <IconColumns3 size={15} stroke={1.6} aria-hidden />
          Columns
        </WordButton>
      </Menu.Target>
      <Menu.Dropdown>
        {choosable.map(({ id, name }) => {
          const shown = !prefs.hidden.includes(id);
          return (
            <Menu.CheckboxItem key={id} checked={shown} onChange={() => toggle(id, shown)}>
              {name}
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
