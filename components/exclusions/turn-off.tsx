import { Button, Group, Popover, Text } from '@mantine/core';
import { useState } from 'react';
import { visibleText } from '@/components/ui/visible';
import type { Exclusion } from '@/lib/exclusions/model';

interface Props {
  exclusion: Pick<Exclusion, 'name' | 'status'>;
  disabled: boolean;
  onConfirm: () => void;
}

/** Turns an exclusion off, or declines a proposed one. It asks first, because neither can be undone: only a new one can be made. */
export function TurnOff({ exclusion: { name, status }, disabled, onConfirm }: Props) {
  const [opened, setOpened] = useState(false);
  const isProposed = status === 'proposed';
  const word = isProposed ? 'Decline' : 'Turn off';
  const confirm = () => {
    setOpened(false);
    onConfirm();
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button size="compact-xs" variant="default" disabled={disabled} onClick={() => setOpened(!opened)}>
          {word}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`${word}: ${visibleText(name)}`}>
        <Text size="sm" mb="sm">
          {isProposed
            ? 'It never takes effect. This cannot be undone; a copy can be proposed.'
            : 'What it hides comes back for everybody. This cannot be undone; a copy can be made.'}
        </Text>
        <Group gap="xs" justify="flex-end">
          <Button size="compact-xs" variant="default" onClick={() => setOpened(false)}>
            Cancel
          </Button>
          <Button size="compact-xs" onClick={confirm}>
            {word}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
