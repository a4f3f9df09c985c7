'use client';

import { Button, Group, Popover, Text } from '@mantine/core';
import { useState } from 'react';
import { visibleText } from '@/components/ui/visible';

/** Deletes a webhook. It asks first, because its address is known to nobody here and would have to be entered anew. */
export function RemoveButton({ name, disabled, onConfirm }: { name: string; disabled: boolean; onConfirm: () => void }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button size="compact-xs" variant="default" disabled={disabled} onClick={() => setOpened(!opened)}>
          Delete
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Delete: ${visibleText(name)}`}>
        <Text size="sm" mb="sm">
          What waits for it goes with it. This cannot be undone: its address would have to be entered anew.
        </Text>
        <Group gap="xs" justify="flex-end">
          <Button size="compact-xs" variant="default" onClick={() => setOpened(false)}>
            Cancel
          </Button>
          <Button
            size="compact-xs"
            onClick={() => {
              setOpened(false);
              onConfirm();
            }}
          >
            Delete
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
