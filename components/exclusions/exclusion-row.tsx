'use client';

import { Button, Menu } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleOff, IconClockOff, IconHourglass } from '@tabler/icons-react';
import { Link } from '@/components/ui/link';
import { useMe } from '@/components/ui/me';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import type { ExclusionsPage } from '@/lib/exclusions/model';
import { writeSeed } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import { counted, formatAgo } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import type { WindowChoice } from '@/lib/shared/window';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import classes from './exclusions.module.css';
import { expiryOf, presets } from './expiry';
import { whereWords } from './form';
import { TurnOff } from './turn-off';
import type { Patch } from './use-exclusion-change';
import { eventWords, statusNames } from './words';

const icons = { proposed: IconHourglass, active: IconCircleCheck, expired: IconClockOff, off: IconCircleOff } as const;

interface Props {
  exclusion: ExclusionsPage['exclusions'][number];
  window: WindowChoice;
  now: Instant;
  onChange: (patch: Patch) => void;
  isPending: boolean;
}

/** One exclusion: what it is, what it takes out now, and what can be done with it. */
export function ExclusionRow({ exclusion, window, now, onChange, isPending }: Props) {
  const { id, name, tool, where, reason, status, expiresSoon, expiresAt, owner, by, at, approvedBy, lastMatch } = exclusion;
  const Icon = icons[status];
  return (
    <tr data-status={status}>
      <td>
        <span className={classes.status} data-status={status}>
          <Icon size={15} stroke={1.75} aria-hidden /> {statusNames[status]}
        </span>
      </td>
      <td className={classes.what}>
        <strong>{visibleText(name)}</strong>
        <span className={classes.where}>
          {tool === null ? 'Every tool' : visibleText(tool)}:{' '}
          {where === null
            ? 'written by a newer version of this product, so it takes nothing out here'
            : visibleText(whereWords(where))}
        </span>
        <span className={classes.reason}>{visibleText(reason)}</span>
      </td>
      <td>
        <Hides
          exclusion={exclusion}
          href={paths.home(writeSightingsParams({ ...defaultParams, window, exclusion: id, excluded: true }))}
        />
      </td>
      <td>
        {lastMatch === null ? (
          <span className={classes.none}>{status === 'active' ? 'none here' : '—'}</span>
        ) : (
          <Time value={lastMatch} digits={0} />
        )}
      </td>
      <td>
        <Time value={expiresAt} digits={0} />
        {expiresSoon && (
          <span className={classes.soon}>
            <IconAlertTriangle size={14} stroke={1.75} aria-hidden /> ends {formatAgo(expiresAt, now)}
          </span>
        )}
      </td>
      <td className={classes.people}>
        <span>{visibleText(owner)}</span>
        <span className={classes.none}>
          by {visibleText(by)}, <Time value={at} digits={0} />
        </span>
        {approvedBy !== null && <span className={classes.none}>approved by {visibleText(approvedBy)}</span>}
      </td>
      <td>
        <Actions exclusion={exclusion} now={now} onChange={onChange} isPending={isPending} />
      </td>
    </tr>
  );
}

function Hides({ exclusion: { hidesNow, status }, href }: { exclusion: Props['exclusion']; href: string }) {
  if (status !== 'active') return <span className={classes.none}>—</span>;
  if (hidesNow === null) return <span className={classes.none}>not known</span>;
  if (hidesNow.events === 0) return <span className={classes.none}>nothing</span>;
  return (
    <Link href={href} data-tip="Show these sightings, marked">
      {eventWords(hidesNow.events)}
      <br />
      {counted(hidesNow.sightings, 'whole sighting')}
    </Link>
  );
}

function Actions({ exclusion, now, onChange, isPending }: Omit<Props, 'window'>) {
  const { role } = useMe();
  const { name, tool, where, reason, status } = exclusion;
  if (role === 'Viewer') return null;
  const small = { size: 'compact-xs', variant: 'default', disabled: isPending } as const;
  const extend = (choice: string) => {
    const expiresAt = expiryOf(choice, now);
    if (expiresAt !== null) onChange({ exclusion, action: 'extend', expiresAt });
  };
  return (
    <div className={classes.actions}>
      {status === 'proposed' && role === 'Lead' && (
        <Button {...small} variant="filled" onClick={() => onChange({ exclusion, action: 'approve' })}>
          Approve
        </Button>
      )}
      {status !== 'off' && role === 'Lead' && (
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <Button {...small}>Extend…</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>It ends, from now, after</Menu.Label>
            {presets.map(({ value, name: length }) => (
              <Menu.Item key={value} onClick={() => extend(value)}>
                {length}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {(status === 'active' || status === 'proposed') && (
        <TurnOff exclusion={exclusion} disabled={isPending} onConfirm={() => onChange({ exclusion, action: 'off' })} />
      )}
      {where !== null && (
        <Button
          {...small}
          className={classes.secondary}
          component={Link}
          href={paths.newExclusion(writeSeed({ name, tool, where, reason }))}
          data-tip="A new exclusion that begins with this one’s conditions"
        >
          Copy
        </Button>
      )}
    </div>
  );
}
