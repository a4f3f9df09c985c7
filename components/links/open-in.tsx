'use client';

import { Menu } from '@mantine/core';
import { IconCode, IconExternalLink } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { IconButton, WordButton } from '@/components/ui/button';
import { useHasPortals } from '@/components/ui/portals';
import type { PortalLinks } from '@/lib/query/model';
import classes from './links.module.css';

const loading = () => <Menu.Label>Loading…</Menu.Label>;
const Asked = dynamic(() => import('./open-in-items').then((module) => module.AskedItems), { ssr: false, loading });
const Known = dynamic(() => import('./open-in-items').then((module) => module.Items), { ssr: false, loading });

interface Props {
  /** What to open: a path of the API that is asked when the menu opens, or links that are known already. */
  what: { path: string } | { portalLinks: PortalLinks };
  /** The look of the button; `icon` for narrow places. */
  look?: 'line' | 'plain' | 'icon';
  /** The class of the button’s words, for bars that hide them when they are narrow. */
  labelClass?: string | undefined;
}

/** A menu that opens the question in Microsoft’s portals or copies its KQL. Without a tenant it only copies. */
export function OpenIn({ what, look = 'line', labelClass }: Props) {
  const has = useHasPortals();
  const [open, setOpen] = useState(false);
  const name = has ? 'Open in…' : 'Copy KQL';
  const Icon = has ? IconExternalLink : IconCode;
  const tip = has ? 'Open the same in Defender or Log Analytics, or copy its KQL' : 'Copy what is asked as KQL';
  return (
    <Menu position="bottom-end" width={310} opened={open} onChange={setOpen}>
      <Menu.Target>
        {look === 'icon' ? (
          <IconButton label={name} tip={tip}>
            <Icon size={16} stroke={1.6} aria-hidden />
          </IconButton>
        ) : (
          <WordButton look={look} tip={tip} data-tip-side="end">
            <Icon size={16} stroke={1.6} aria-hidden />
            <span className={labelClass}>{name}</span>
          </WordButton>
        )}
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {'path' in what ? <Asked path={what.path} /> : <Known portalLinks={what.portalLinks} />}
      </Menu.Dropdown>
    </Menu>
  );
}
