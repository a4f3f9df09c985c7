'use client';

import { IconEyeOff } from '@tabler/icons-react';
import { useKnownExclusions } from '@/components/exclusions/queries';
import { eventWords, namesOf } from '@/components/exclusions/words';
import { Link } from '@/components/ui/link';
import { visibleText } from '@/components/ui/visible';
import { writeExclusionsParams } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import { formatCount } from '@/lib/shared/format';
import type { SightingFacts } from '@/lib/sightings/model';
import classes from './cells.module.css';

/** How many events exclusions take out of a sighting, and which exclusions; a link to them. */
export function ExcludedMark({ excluded, short = false }: { excluded: SightingFacts['excluded']; short?: boolean }) {
  const names = namesOf(excluded.exclusions, useKnownExclusions().data);
  const words = excluded.whole ? 'excluded' : short ? formatCount(excluded.events) : `${formatCount(excluded.events)} excluded`;
  const by = `by ${names.map((name) => `“${visibleText(name)}”`).join(', ')}`;
  return (
    <Link
      href={paths.exclusions(writeExclusionsParams({ ids: excluded.exclusions }))}
      tabIndex={-1}
      className={classes.excluded}
      data-excluded={excluded.whole || undefined}
      data-end
      aria-label={`${eventWords(excluded.events)} excluded ${by}`}
      data-tip={`${eventWords(excluded.events)}${excluded.whole ? ', all of them,' : ''} excluded ${by}`}
    >
      <IconEyeOff size={13} stroke={1.75} aria-hidden />
      {words}
    </Link>
  );
}
