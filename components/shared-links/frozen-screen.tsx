'use client';

import { IconPrinter, IconSnowflake } from '@tabler/icons-react';
import { EventBody } from '@/components/events/event-detail';
import { WordButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy';
import { Crumbs } from '@/components/ui/crumbs';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { ReadOnly } from '@/components/ui/read-only';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { paths } from '@/lib/routes/paths';
import { zoneLabel } from '@/lib/shared/format';
import { answerOf, leftOut, type SharedLink, type Snapshot } from '@/lib/shared-links/model';
import { ChangesSince } from './changes-since';
import { FrozenDevice } from './frozen-device';
import { FrozenSightings } from './frozen-sightings';
import classes from './shared-links.module.css';
import { rightsWords } from './words';

/** The page of a frozen link: what it keeps, who froze it and when, and what has changed since. */
export function FrozenScreen({ link, snapshot }: { link: SharedLink; snapshot: Snapshot }) {
  const { zone } = useZone();
  const { window } = answerOf(snapshot);
  return (
    <article className={classes.frozen}>
      <Crumbs above={[{ href: paths.links(), name: 'Links' }]} current="Frozen" />
      <PageHeader
        title={visibleText(link.title)}
        actions={
          <>
            <Link href={link.path} className={classes.live}>
              Open it live
            </Link>
            <WordButton look="line" className={classes.print} onClick={() => globalThis.print()}>
              <IconPrinter size={16} stroke={1.6} aria-hidden /> Print
            </WordButton>
          </>
        }
      >
        {snapshot.page === 'event' ? null : (
          <>
            <Time value={window.from} digits={0} /> – <Time value={window.to} digits={0} /> {zoneLabel(zone)}
          </>
        )}
      </PageHeader>
      <section className={classes.banner} aria-label="Frozen">
        <IconSnowflake size={18} stroke={1.75} aria-hidden />
        <div>
          <p>
            <strong>Frozen</strong> by {visibleText(link.by)} on <Time value={link.at} digits={0} />: this is what was there then,
            and nothing here is asked anew. {rightsWords(link)}
          </p>
          {leftOut(snapshot).map((sentence) => (
            <p key={sentence} className={classes.warn}>
              {sentence}
            </p>
          ))}
          <p className={classes.note}>
            Open until <Time value={link.expiresAt} digits={0} />. SHA-256 <span className={classes.hash}>{link.sha256}</span>{' '}
            <CopyButton text={link.sha256 ?? ''} label="the SHA-256" />
          </p>
        </div>
      </section>
      <div className={classes.columns}>
        <div className={classes.kept}>
          <ReadOnly>
            {snapshot.page === 'sightings' && <FrozenSightings snapshot={snapshot} path={link.path} />}
            {snapshot.page === 'device' && <FrozenDevice snapshot={snapshot} />}
            {snapshot.page === 'event' && <EventBody detail={snapshot.event} asked={nothingAsked} />}
          </ReadOnly>
        </div>
        <ChangesSince id={link.id} />
      </div>
    </article>
  );
}

const nothingAsked = new URLSearchParams();
