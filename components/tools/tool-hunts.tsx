'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { HuntQueries } from '@/components/hunts/hunt-queries';
import { getJson } from '@/components/ui/fetch';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { Problem } from '@/components/ui/problem';
import { signalIcons } from '@/components/ui/signal-mark';
import { visibleText } from '@/components/ui/visible';
import { type HuntSummary, huntDetailSchema } from '@/lib/catalogue/model';
import { writeWindow } from '@/lib/query/params';
import { paths } from '@/lib/routes/paths';
import type { Window } from '@/lib/shared/window';
import { confidenceNames } from '@/lib/sightings/filters';
import { signalFacts } from '@/lib/tables/tables';
import classes from './tools.module.css';

/** The hunts for the tool. Opening one shows its KQL as written, as cut to the window on the screen, and as sent. */
export function ToolHunts({ hunts, window }: { hunts: HuntSummary[]; window: Window }) {
  return (
    <section className={classes.list} aria-label="Hunts">
      <h2>Hunts</h2>
      {hunts.length === 0 && <p className={classes.note}>No hunt of the catalogue looks for it, so no sweep can see it.</p>}
      {hunts.map((hunt) => (
        <Hunt key={hunt.id} hunt={hunt} window={window} />
      ))}
    </section>
  );
}

function Hunt({ hunt, window }: { hunt: HuntSummary; window: Window }) {
  const [open, setOpen] = useState(false);
  const Icon = signalIcons[hunt.signal];
  return (
    <details className={classes.hunt} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon size={15} stroke={1.5} aria-hidden />
        <span className={classes.huntName}>{visibleText(hunt.name)}</span>
        <span className={classes.note}>
          {signalFacts[hunt.signal].word}, {confidenceNames[hunt.confidence].toLowerCase()} confidence
          {hunt.binary === 'helper' && ', helper'}
          {hunt.fault !== null && ', not asked'}
          {hunt.relevantTechniques.length > 0 && `, ${hunt.relevantTechniques.map(visibleText).join(', ')}`}
        </span>
      </summary>
      {open && <Queries huntId={hunt.id} window={window} />}
    </details>
  );
}

function Queries({ huntId, window }: { huntId: string; window: Window }) {
  const search = new URLSearchParams();
  writeWindow(search, window);
  const { data, error, refetch } = useQuery({
    queryKey: ['hunt', huntId, search.toString()],
    queryFn: ({ signal }) => getJson(paths.api.hunt(huntId, search), huntDetailSchema, signal),
  });
  if (error) return <Problem error={error} retry={refetch} />;
  if (!data) return <Loading what="Loading its KQL…" rows={3} />;
  return (
    <div className={classes.queries}>
      <Link href={paths.hunt(huntId, search)}>The hunt’s page</Link>
      <HuntQueries hunt={data} cutNote="To the window of this page." />
    </div>
  );
}
