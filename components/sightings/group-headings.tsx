'use client';

import { type ReactNode, useMemo } from 'react';
import { visibleText } from '@/components/ui/visible';
import { formatCount } from '@/lib/shared/format';
import { groupings } from '@/lib/sightings/fields';
import type { Sighting, SightingsPage } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { groupBegins } from './group-begins';
import classes from './sightings.module.css';

/** The heading over the first row of each group, with how many rows the whole answer has of it. */
export function useGroupHeadings(
  rows: Sighting[],
  by: SightingsParams['group'],
  groups: SightingsPage['groups'],
): ReadonlyMap<number, ReactNode> {
  return useMemo(() => {
    if (by === null) return new Map();
    const { of, name } = groupings[by];
    return new Map(
      groupBegins(rows, of).map(({ index, key }) => {
        const count = groups.find((group) => group.key === key)?.sightings;
        return [
          index,
          <span key={key} className={classes.group}>
            <bdi>{visibleText(name(key))}</bdi>
            {count !== undefined && <span>{formatCount(count)}</span>}
          </span>,
        ];
      }),
    );
  }, [rows, by, groups]);
}
