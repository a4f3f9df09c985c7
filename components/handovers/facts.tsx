'use client';

import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import type { HandoverFacts, SightingLine } from '@/lib/handover/model';
import { paths } from '@/lib/routes/paths';
import { formatCount, formatLength, zoneLabel } from '@/lib/shared/format';
import { verdictNames } from '@/lib/triage/model';
import classes from './handovers.module.css';

/** What happened in the shift, as the server found it. */
export function Facts({ facts }: { facts: HandoverFacts }) {
  const { zone } = useZone();
  const { window, quiet, quietFrom, verdicts, exclusions, health, notices } = facts;
  const escalations = verdicts.rows.filter(({ to }) => to === 'escalated');
  const step = ({ tool, deviceId, deviceName, from, to, by, at, note }: (typeof escalations)[number], i: number) => (
    // The same verdict may be set twice in one instant, so the index is part of the key. The list never changes its order.
    <li key={`${i} ${tool} ${deviceId}`}>
      {visibleText(tool)} on <Device deviceId={deviceId} deviceName={deviceName} />: {verdictNames[from]} → {verdictNames[to]},{' '}
      {visibleText(by)} <Time value={at} digits={0} />
      {note !== '' && `: ${visibleText(note)}`}
    </li>
  );
  return (
    <>
      <p className={classes.quiet}>
        What follows is of <Time value={window.from} digits={0} /> – <Time value={window.to} digits={0} /> {zoneLabel(zone)}.
      </p>
      <Sightings title="New sightings" found={facts.new} window={window} />
      <Sightings title="Changed sightings" found={facts.changed} window={window} />
      {quietFrom !== null && (
        <Sightings
          title="Gone quiet"
          found={quiet}
          window={window}
          about={
            <>
              Last seen from <Time value={quietFrom} digits={0} /> on, and not in the shift.
            </>
          }
        />
      )}
      <List title="Verdicts made" total={verdicts.total} shown={verdicts.rows.length}>
        {verdicts.rows.map(step)}
      </List>
      <List title="Escalations" total={escalations.length} shown={escalations.length}>
        {escalations.map(step)}
      </List>
      <List title="Exclusions made, ending or ended" total={exclusions.total} shown={exclusions.rows.length}>
        {exclusions.rows.map(({ id, name, tool, because, owner, expiresAt, reason }) => (
          <li key={id}>
            <Link href={paths.exclusions(new URLSearchParams({ id }))}>{visibleText(name)}</Link> (
            {visibleText(tool ?? 'every tool')}
            ): {because}, until <Time value={expiresAt} digits={0} />, of {visibleText(owner)}: {visibleText(reason)}
          </li>
        ))}
      </List>
      <List
        title="Health of ingestion"
        total={health.tables.length}
        shown={health.tables.length}
        about={health.ok ? 'The engine is ready.' : visibleText(health.message)}
      >
        {health.tables.map(({ name, present, lastEvent, lagSeconds, fault }) => (
          <li key={name}>
            {visibleText(name)}:{' '}
            {fault !== null ? visibleText(fault) : !present ? 'not there' : lastEvent === null ? 'no events' : 'last event '}
            {fault === null && lastEvent !== null && <Time value={lastEvent} digits={0} />}
            {fault === null && lagSeconds !== null && `, ${formatLength(lagSeconds)} before`}
          </li>
        ))}
      </List>
      <List title="Left out, and why" total={notices.length} shown={notices.length}>
        {notices.map((notice) => (
          <li key={notice}>{visibleText(notice)}</li>
        ))}
      </List>
    </>
  );
}

interface ListProps {
  title: string;
  total: number;
  shown: number;
  about?: ReactNode;
  children: ReactNode;
}

function List({ title, total, shown, about, children }: ListProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2>
        {title} ({formatCount(total)})
      </h2>
      {about && <p className={classes.quiet}>{about}</p>}
      {total === 0 && <p className={classes.quiet}>None.</p>}
      <ul className={classes.lines}>{children}</ul>
      {total > shown && <p className={classes.quiet}>And {formatCount(total - shown)} more, which are left out here.</p>}
    </section>
  );
}

interface SightingsProps {
  title: string;
  found: HandoverFacts['new'];
  window: HandoverFacts['window'];
  about?: ReactNode;
}

function Sightings({ title, found, window, about }: SightingsProps) {
  if (found === null)
    return (
      <section className={classes.section} aria-label={title}>
        <h2>{title}</h2>
        <p>Not known: the telemetry did not answer.</p>
      </section>
    );
  return (
    <List title={title} total={found.total} shown={found.rows.length} about={about}>
      {found.rows.map((row) => (
        <Line key={`${row.toolSlug} ${row.deviceId}`} row={row} window={window} />
      ))}
    </List>
  );
}

function Line({ row, window }: { row: SightingLine; window: HandoverFacts['window'] }) {
  const { tool, toolSlug, deviceId, deviceName, firstSeen, lastSeen, accounts, verdict, changedSince } = row;
  const query = new URLSearchParams({ ...window, tool: toolSlug });
  return (
    <li>
      {visibleText(tool)} on <Device deviceId={deviceId} deviceName={deviceName} query={query} />:{' '}
      <Time value={firstSeen} digits={0} /> – <Time value={lastSeen} digits={0} />, {verdictNames[verdict]}
      {accounts.length > 0 && `, ${accounts.map(visibleText).join(', ')}`}
      {changedSince.length > 0 && `. ${changedSince.map(visibleText).join('; ')}`}
    </li>
  );
}

function Device({ deviceId, deviceName, query }: Pick<SightingLine, 'deviceId' | 'deviceName'> & { query?: URLSearchParams }) {
  return <Link href={paths.device(deviceId, query)}>{visibleText(deviceName || deviceId)}</Link>;
}
