'use client';

import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconContrast2 } from '@tabler/icons-react';
import { IconButton } from '@/components/ui/button';

const themes: { scheme: MantineColorScheme; name: string }[] = [
  { scheme: 'light', name: 'Light' },
  { scheme: 'dark', name: 'Dark' },
  { scheme: 'auto', name: 'As the system' },
];

export function ThemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: false });
  return (
    <Menu position="bottom-end" width={170}>
      <Menu.Target>
        <IconButton label="Theme" tip="Light or dark">
          <IconContrast2 size={18} stroke={1.6} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {themes.map(({ scheme, name }) => (
          <Menu.RadioItem key={scheme} value={scheme} checked={colorScheme === scheme} onChange={() => setColorScheme(scheme)}>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
