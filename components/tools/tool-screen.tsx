'use client';

import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { toolColor } from '@/components/charts/tool-color';
import { ExcludedNote } from '@/components/exclusions/excluded-note';
import { sinceOver } from '@/components/shared-links/fixed-address';
import { LinkButtons } from '@/components/shared-links/link-buttons';
import { whyNoMatch } from '@/components/sightings/why-empty';
import { Answered } from '@/components/ui/answered';
import { Crumbs } from '@/components/ui/crumbs';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { useUrlState } from '@/components/ui/url-state';
import { visibleText } from '@/components/ui/visible';
import { paths } from '@/lib/routes/paths';
import { counted } from '@/lib/shared/format';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import { parseToolParams, writeToolParams } from '@/lib/tool-profiles/params';
import { ToolDevices } from './tool-devices';
import { ToolFacts } from './tool-facts';
import { ToolFigures } from './tool-figures';
import { ToolHunts } from './tool-hunts';
import { Programs, Relays } from './tool-lists';
import classes from './tools.module.css';
import { type InitialTool, useTool } from './use-tool';

const WIDEST = '30d';

/** One tool: what it is, how common it is in the estate, on which devices, by which programs and relays, and its hunts. */
export function ToolScreen({ initial }: { initial: InitialTool }) {
  const { slug } = initial.profile;
  const { search, push } = useUrlState();
  const { params, notices } = useMemo(() => parseToolParams(search), [search]);
  const { data, error, refetch, isPlaceholderData } = useTool(slug, { ...params, device: null }, initial);
  const profile = data ?? initial.profile;
  const { tool, facts, hunts, seen, window } = profile;
  const sightings = writeSightingsParams({ ...defaultParams, window: params.window, tool: [{ value: slug, not: false }] });
  const isWidest = 'last' in params.window && params.window.last === WIDEST;
  return (
    <article className={classes.page}>
      <Answered window={isPlaceholderData ? undefined : data?.window} />
      <Crumbs above={[{ href: paths.hunts(), name: 'Hunts' }]} current="Tool" />
      <PageHeader
        title={
          <span className={classes.title}>
            <span className={classes.swatch} style={{ background: toolColor(slug) }} />
            {visibleText(tool)}
            {seen?.isNew && <span className={classes.new}>new</span>}
          </span>
        }
        actions={
          <>
            <LinkButtons answer={isPlaceholderData || !data ? {} : { window, since: sinceOver(params.since, window) }} />
            <Link href={paths.home(sightings)} className={classes.go}>
              Its sightings
            </Link>
          </>
        }
      >
        {facts?.vendor && `${visibleText(facts.vendor)} · `}
        {counted(hunts.length, 'hunt')}
      </PageHeader>
      <Notices notices={[...notices, ...profile.notices]} />
      {!data && error && <Problem error={error} retry={refetch} />}
      <div className={classes.columns} data-stale={isPlaceholderData} aria-busy={isPlaceholderData}>
        <ToolFacts facts={facts} />
        <div className={classes.seen}>
          <ToolFigures profile={profile} />
          <ExcludedNote className={classes.excluded} of={{ slug, window: params.window }} />
          {seen === null ? (
            <Empty
              title="Not seen in this window"
              next={
                !isWidest && (
                  <Button variant="default" onClick={() => push(writeToolParams({ ...params, window: { last: WIDEST } }))}>
                    Look at the last 30 days
                  </Button>
                )
              }
            >
              {profile.lastEver !== null && (
                <>
                  Quiet since <Time value={profile.lastEver} digits={0} focusable />, as the history has it.{' '}
                </>
              )}
              {hunts.length === 0 ? 'No hunt looks for it.' : whyNoMatch(profile.notices)}
            </Empty>
          ) : (
            <ToolDevices slug={slug} window={window} since={params.since} />
          )}
          <Relays relays={profile.relays} />
          <Programs programs={profile.programs} hasFacts={facts !== null} />
          <ToolHunts hunts={hunts} window={window} />
        </div>
      </div>
    </article>
  );
}
