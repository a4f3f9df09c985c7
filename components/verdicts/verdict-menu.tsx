'use client';

import { Menu } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useMe, whyNot } from '@/components/ui/me';
import { visibleText } from '@/components/ui/visible';
import { counted } from '@/lib/shared/format';
import { verdictNames } from '@/lib/triage/model';
import type { Subject } from './decision';
import { MORE_KEY, type Value, valueKeys } from './keys';
import type { Place } from './use-verdicts';
import { verdictIcons } from './verdict-mark';
import classes from './verdicts.module.css';

interface Props {
  subjects: Subject[];
  at: Place;
  onChoose: (value: Value) => void;
  onMore: () => void;
  onClose: () => void;
}

export function subjectWords(subjects: Subject[]): string {
  const [first] = subjects;
  if (subjects.length !== 1 || !first) return counted(subjects.length, 'sighting');
  return visibleText(`${first.tool} on ${first.deviceName || first.deviceId}`);
}

/** A menu to choose a verdict by its key, by the arrows or by a click. */
export function VerdictMenu({ subjects, at, onChoose, onMore, onClose }: Props) {
  const refused = whyNot(useMe());
  const now = subjects.length === 1 ? subjects[0]?.verdict : undefined;
  // The second key may be pressed before the menu has the focus, when the table would take it for one of its own.
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === ' ') return;
      event.preventDefault();
      event.stopPropagation();
      const letter = event.key.toLowerCase();
      const value = valueKeys.find(({ key }) => key === letter)?.value;
      if (refused !== null) return;
      if (value) onChoose(value);
      else if (letter === MORE_KEY) onMore();
    },
    { capture: true },
  );
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={330} offset={2} returnFocus={false}>
      <Menu.Target>
        <span aria-hidden style={{ position: 'fixed', left: at.left, top: at.top, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Verdict of ${subjectWords(subjects)}`}>
        <Menu.Label className={classes.menuLabel}>{refused ?? `Verdict of ${subjectWords(subjects)}`}</Menu.Label>
        {valueKeys.map(({ key, value }) => {
          const Icon = verdictIcons[value];
          return (
            <Menu.Item
              key={value}
              disabled={refused !== null}
              aria-current={now?.value === value ? 'true' : undefined}
              aria-keyshortcuts={key}
              leftSection={<Icon size={15} stroke={1.6} aria-hidden className={classes.icon} data-verdict={value} />}
              rightSection={<kbd className={classes.key}>{key}</kbd>}
              onClick={() => onChoose(value)}
            >
              {verdictNames[value]}
              {now?.value === value && <span className={classes.now}>{now.changedSince ? 'changed since' : 'now'}</span>}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item
          disabled={refused !== null}
          aria-keyshortcuts={MORE_KEY}
          leftSection={<IconPencil size={15} stroke={1.6} aria-hidden />}
          rightSection={<kbd className={classes.key}>{MORE_KEY}</kbd>}
          onClick={onMore}
        >
          With note, owner, ticket, review…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
