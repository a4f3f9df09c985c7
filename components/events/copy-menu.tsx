'use client';

import { Menu } from '@mantine/core';
import { IconChevronDown, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { useZone } from '@/components/ui/zone';
import type { EventDetail } from '@/lib/devices/model';
import { eventJson, eventMarkdown } from './copy-forms';
import classes from './event-detail.module.css';

const SAID_FOR = 2000;

/** Copies the event: JSON for tools, KQL that finds it, Markdown for a ticket. */
export function CopyForms({ detail }: { detail: EventDetail }) {
  const { zone } = useZone();
  const [said, setSaid] = useState('');
  const forms = [
    { name: 'JSON', about: 'every column', text: () => eventJson(detail) },
    { name: 'KQL', about: 'a query that finds it', text: () => detail.kql },
    { name: 'Markdown', about: 'a table for a ticket', text: () => eventMarkdown(detail, zone) },
  ];
  const copy = async (name: string, text: string) => {
    setSaid(
      await navigator.clipboard.writeText(text).then(
        () => `${name} copied`,
        () => 'The browser refused to copy',
      ),
    );
    setTimeout(() => setSaid(''), SAID_FOR);
  };
  return (
    <span className={classes.copyForms}>
      <span role="status">{said}</span>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <WordButton look="line">
            <IconCopy size={15} stroke={1.6} aria-hidden /> Copy event <IconChevronDown size={13} aria-hidden />
          </WordButton>
        </Menu.Target>
        <Menu.Dropdown>
          {forms.map(({ name, about, text }) => (
            <Menu.Item
              key={name}
              rightSection={<span className={classes.about}>{about}</span>}
              onClick={() => copy(name, text())}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
