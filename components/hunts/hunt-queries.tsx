import type { ReactNode } from 'react';
import { QueryLinks } from '@/components/links/query-links';
import type { HuntDetail } from '@/lib/catalogue/model';
import { KqlBlock } from './kql-block';

/** A hunt’s KQL in three forms: as its author wrote it, cut to a window, and as a sweep sends it. `cutNote` says which window. */
export function HuntQueries({ hunt, cutNote }: { hunt: HuntDetail; cutNote: ReactNode }) {
  const { portalLinks } = hunt;
  return (
    <>
      <KqlBlock title="As written" note="What the author’s file holds." kql={hunt.query.written} copies="the query as written" />
      {hunt.fault === null && (
        <>
          <KqlBlock
            title="Cut to the window"
            note={cutNote}
            kql={hunt.query.cut}
            copies="the query cut to the window"
            links={portalLinks && <QueryLinks query={portalLinks.cut} />}
          />
          <KqlBlock
            title="As sent"
            note={sentNote(hunt)}
            kql={hunt.query.sent}
            copies="the query as sent"
            links={portalLinks && <QueryLinks query={portalLinks.sent} />}
          />
        </>
      )}
    </>
  );
}

function sentNote({ notFused, notSwept, table }: HuntDetail): string {
  if (notSwept !== null) return `No sweep asks this hunt, so it can only be run alone: ${notSwept}.`;
  const asked = `A sweep asks ${table} once for all hunts that read it, and labels each row with those it matches.`;
  return notFused === null ? asked : `${asked} This hunt is asked by a query of its own: ${notFused}.`;
}
