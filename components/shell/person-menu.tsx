'use client';

import { Menu } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { IconButton, WordButton } from '@/components/ui/button';
import { signingOut } from '@/components/ui/fetch';
import type { Person } from '@/lib/auth/model';
import { paths } from '@/lib/routes/paths';
import classes from './header.module.css';

/** Shows who is signed in and their role, and signs out. A local user has no name, so there is only sign-out. */
export function PersonMenu({ person }: { person: Person | null }) {
  if (person === null) return <SignOutIcon />;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <WordButton look="plain" className={classes.person} aria-label={`Signed in as ${person.name}, ${person.role}`}>
          <IconUser size={17} stroke={1.6} aria-hidden />
          <span>{person.name}</span>
        </WordButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span className={classes.who}>{person.name}</span>
          <span className={classes.who}>{person.user}</span>
          <span className={classes.who}>Role: {person.role}</span>
        </Menu.Label>
        <Menu.Divider />
        <form method="post" action={paths.api.signOut()} onSubmit={signingOut}>
          {/* If the menu closed first, the form would be gone before it is sent. */}
          <Menu.Item type="submit" closeMenuOnClick={false} leftSection={<IconLogout size={16} stroke={1.6} aria-hidden />}>
            Sign out
          </Menu.Item>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}

function SignOutIcon() {
  return (
    <form method="post" action={paths.api.signOut()} onSubmit={signingOut}>
      <IconButton type="submit" label="Sign out">
        <IconLogout size={17} stroke={1.6} aria-hidden />
      </IconButton>
    </form>
  );
}
