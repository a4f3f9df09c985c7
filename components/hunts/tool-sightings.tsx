import Link from 'next/link';
import { visibleText } from '@/components/ui/visible';
import { paths } from '@/lib/routes/paths';
import { formatCount } from '@/lib/shared/format';
import { writeSightingsParams } from '@/lib/sightings/params';
import classes from './hunts.module.css';
import { sightingsOf } from './use-tool-sightings';

interface Props {
  slug: string;
  tool: string;
  /** By slug; undefined until it is known. */
  counts: Map<string, number> | undefined;
  failed: boolean;
}

/** How often a tool was seen, and the way there. */
export function ToolSightings({ slug, tool, counts, failed }: Props) {
  if (!counts) return failed ? <span className={classes.none}>not known</span> : <span className={classes.shape} />;
  const count = counts.get(slug) ?? 0;
  if (count === 0) return <span className={classes.none}>none</span>;
  const words = `${formatCount(count)} ${count === 1 ? 'sighting' : 'sightings'} of ${visibleText(tool)} in the last 30 days`;
  return (
    <Link
      href={paths.home(writeSightingsParams(sightingsOf(slug)))}
      prefetch={false}
      className={classes.found}
      aria-label={words}
      data-tip={words}
    >
      {formatCount(count)}
    </Link>
  );
}
