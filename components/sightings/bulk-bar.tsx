'use client';

import { Menu } from '@mantine/core';
import { IconChevronDown, IconCircleCheck, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { seedOfRows } from '@/components/exclusions/made-from';
import { IconButton, WordButton } from '@/components/ui/button';
import { useGo } from '@/components/ui/going';
import { useZone } from '@/components/ui/zone';
import { below, useVerdicts } from '@/components/verdicts/use-verdicts';
import { writeSeed } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import { messageOf } from '@/lib/shared/errors';
import { counted, formatCount } from '@/lib/shared/format';
import type { Sighting } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { huntsQuery, useHunts } from './queries';
import { addChoices } from './question';
import { type RowsFormat, rowsText } from './rows-text';
import { saveFile } from './save-file';
import classes from './sightings.module.css';
import type { Ask } from './use-question';

interface Props {
  rows: Sighting[];
  params: SightingsParams;
  ask: Ask;
  onClear: () => void;
}

const formats: { format: RowsFormat; name: string }[] = [
  { format: 'text', name: 'Text, with tabs' },
  { format: 'csv', name: 'CSV' },
  { format: 'json', name: 'JSON' },
];
const types: Record<RowsFormat, string> = { text: 'text/plain', csv: 'text/csv', json: 'application/json' };

/** The actions on the selected rows. */
export function BulkBar({ rows, params, ask, onClear }: Props) {
  const { zone } = useZone();
  const { choose } = useVerdicts();
  const go = useGo();
  useHunts(); // asked for now, so that they are there when something is copied
  const client = useQueryClient();
  const [said, setSaid] = useState('');
  const devices = [...new Set(rows.map(({ deviceId }) => deviceId))];
  const narrow = (not: boolean) => {
    const choices = devices.map((value) => ({ value, not }));
    ask(not ? addChoices(params, 'device', choices) : { ...params, device: choices });
    onClear();
  };
  const written = async (format: RowsFormat) => {
    const { hunts } = await client.ensureQueryData(huntsQuery);
    return rowsText(rows, format, zone, (id) => hunts.find((hunt) => hunt.id === id)?.name ?? id);
  };
  const copy = async (format: RowsFormat) => {
    try {
      const text = await written(format);
      await navigator.clipboard.writeText(text).then(
        () => setSaid(`${formatCount(rows.length)} copied`),
        () => setSaid('The browser refused to copy'),
      );
    } catch (error) {
      setSaid(`Not copied: ${messageOf(error)}`);
    }
  };
  const save = async (format: RowsFormat) => {
    const bom = format === 'csv' ? '\uFEFF' : '';
    try {
      saveFile(`selected sightings.${format === 'text' ? 'txt' : format}`, types[format], bom + (await written(format)));
    } catch (error) {
      setSaid(`Not exported: ${messageOf(error)}`);
    }
  };
  const deviceWords = devices.length === 1 ? 'this device' : `these ${counted(devices.length, 'device')}`;
  return (
    <section className={classes.bulk} data-bulk-bar aria-label="Selected rows">
      <strong>{formatCount(rows.length)} selected</strong>
      <WordButton
        look="line"
        small
        tip="Verdict of all of them (v)"
        onClick={(event) => choose(rows, below(event.currentTarget))}
      >
        <IconCircleCheck size={15} stroke={1.6} aria-hidden /> Verdict
      </WordButton>
      <FormatMenu name="Copy as" onChoose={copy} />
      <FormatMenu name="Export as" onChoose={save} />
      <WordButton look="link" onClick={() => narrow(false)}>
        Only {deviceWords}
      </WordButton>
      <WordButton look="link" onClick={() => narrow(true)}>
        Without {deviceWords}
      </WordButton>
      <WordButton look="link" onClick={() => go(paths.newExclusion(writeSeed(seedOfRows(rows), params.window)))}>
        Exclude…
      </WordButton>
      <span role="status">{said}</span>
      <IconButton label="Select none" tip="Select none (Esc)" size={28} onClick={onClear}>
        <IconX size={15} aria-hidden />
      </IconButton>
    </section>
  );
}

function FormatMenu({ name, onChoose }: { name: string; onChoose: (format: RowsFormat) => void }) {
  return (
    <Menu position="top-start" width={170}>
      <Menu.Target>
        <WordButton look="link">
          {name}
          <IconChevronDown size={13} aria-hidden />
        </WordButton>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ format, name: formatName }) => (
          <Menu.Item key={format} onClick={() => onChoose(format)}>
            {formatName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
