'use client';

import { Link } from '@/components/ui/link';
import { paths } from '@/lib/routes/paths';
import type { WindowChoice } from '@/lib/shared/window';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import { useKnownExclusions } from './queries';

interface Props {
  className?: string | undefined;
  /** The tool that the numbers are of; left out where they are of all tools. */
  of?: { slug: string; window: WindowChoice };
}

/** Says that active exclusions are taken out of the numbers of a page, and leads to what they take out. Nothing where none is. */
export function ExcludedNote({ className, of }: Props) {
  const { data = [] } = useKnownExclusions();
  const some = data.some(
    ({ status, toolSlug }) => status === 'active' && (of === undefined || toolSlug === null || toolSlug === of.slug),
  );
  if (!some) return null;
  return (
    <span className={className}>
      Active exclusions are taken out of these numbers.{' '}
      {of === undefined ? (
        <Link href={paths.exclusions()}>Show the exclusions</Link>
      ) : (
        <Link href={paths.home(shownOf(of))}>Show its sightings with them</Link>
      )}
    </span>
  );
}

const shownOf = ({ slug, window }: NonNullable<Props['of']>) =>
  writeSightingsParams({ ...defaultParams, window, tool: [{ value: slug, not: false }], excluded: true });
