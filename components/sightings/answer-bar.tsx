'use client';

import { Menu } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { OpenIn } from '@/components/links/open-in';
import { LinkButtons } from '@/components/shared-links/link-buttons';
import { IconButton, WordButton } from '@/components/ui/button';
import { engineNames } from '@/components/ui/engine-names';
import { Time } from '@/components/ui/time';
import { useZone } from '@/components/ui/zone';
import { paths } from '@/lib/routes/paths';
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import type { SightingsPage } from '@/lib/sightings/model';
import { type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import classes from './answer-bar.module.css';
import { GroupMenu } from './group-menu';
import type { Ask } from './use-question';

const formats = [
  { format: 'csv', name: 'CSV' },
  { format: 'xlsx', name: 'Excel (XLSX)' },
  { format: 'json', name: 'JSON' },
];

interface Props {
  page: SightingsPage | undefined;
  /** The answer on the screen is still to the previous question. */
  stale: boolean;
  params: SightingsParams;
  asking: boolean;
  ask: Ask;
  onAskAgain: () => void;
}

/**
 * Says from which window and engine the answer is, and when it was made. Its buttons ask again, share the question and export
 * it.
 */
export function AnswerBar({ page, stale, params, asking, ask, onAskAgain }: Props) {
  const { zone } = useZone();
  // Links and exports carry the question on the screen, never the previous one: while its answer is on the way they carry the
  // window as it was chosen.
  const answer = stale ? undefined : page;
  const held = answer ? { ...params, window: answer.window, since: answer.newSince } : params;
  const exportPath = (format: string) => {
    const asked = writeSightingsParams(held);
    asked.set('format', format);
    if (zone !== 'UTC') asked.set('zone', zone);
    return paths.api.exportSightings(asked);
  };
  return (
    <div className={classes.bar}>
      {page && (
        <p className={classes.about} data-stale={stale} aria-busy={stale}>
          {/* Here and not as a notice, which would move the rows under the pointer when the present answer comes. */}
          {page.isEarlier && <span className={classes.window}>An earlier answer: the hunts are being asked now</span>}
          {/* The header already shows a window that was chosen by its ends. */}
          {'last' in params.window && !page.isEarlier && (
            <span className={classes.window}>
              {formatInstant(page.window.from, zone, 0)} – {formatInstant(page.window.to, zone, 0)} {zoneLabel(zone)}
            </span>
          )}
          <span>
            {engineNames[page.engine]}, as of <Time value={page.asOf} digits={0} /> {zoneLabel(zone)}
          </span>
        </p>
      )}
      <GroupMenu params={params} ask={ask} />
      <IconButton label="Ask again" tip="Ask again (r)" aria-busy={asking} onClick={onAskAgain}>
        <IconRefresh size={16} stroke={1.6} aria-hidden className={asking ? classes.turning : undefined} />
      </IconButton>
      <LinkButtons
        canFreeze
        answer={{ window: answer?.window, since: answer?.newSince }}
        look="plain"
        labelClass={classes.label}
      />
      <OpenIn what={{ path: paths.api.portalLinks(writeSightingsParams(held)) }} look="plain" labelClass={classes.label} />
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <WordButton look="plain" tip="Export all rows of the answer">
            <IconDownload size={16} stroke={1.6} aria-hidden />
            <span className={classes.label}>Export</span>
          </WordButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>All rows of the answer, in {zoneLabel(zone)}</Menu.Label>
          {formats.map(({ format, name }) => (
            <Menu.Item key={format} component="a" href={exportPath(format)} download>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
