import { toolColor } from '@/components/charts/tool-color';
import { Link } from '@/components/ui/link';
import { visibleText } from '@/components/ui/visible';
import type { HuntDetail } from '@/lib/catalogue/model';
import { paths } from '@/lib/routes/paths';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import { signalFacts } from '@/lib/tables/tables';
import classes from './hunts.module.css';
import { MitreLinks } from './mitre-links';

/** What is known of a hunt besides its query. */
export function HuntFacts({ hunt }: { hunt: HuntDetail }) {
  const sightings = writeSightingsParams({ ...defaultParams, tool: [{ value: hunt.toolSlug, not: false }] });
  return (
    <dl className={classes.facts}>
      <dt>Tool</dt>
      <dd>
        <span className={classes.dot} style={{ background: toolColor(hunt.toolSlug) }} />
        <Link href={paths.tool(hunt.toolSlug)}>{visibleText(hunt.tool)}</Link> ·{' '}
        <Link href={paths.home(sightings)}>its sightings</Link>
      </dd>
      <dt>Signal</dt>
      <dd>
        {signalFacts[hunt.signal].word}: {signalFacts[hunt.signal].meaning}
      </dd>
      <dt>Table</dt>
      <dd className={classes.mono}>{hunt.table}</dd>
      <dt>Tactics, techniques</dt>
      <dd>
        {hunt.tactics.length + hunt.relevantTechniques.length === 0 ? (
          'none named'
        ) : (
          <MitreLinks tactics={hunt.tactics} techniques={hunt.relevantTechniques} />
        )}
      </dd>
      <dt>Connectors</dt>
      <dd>{hunt.connectors.map(visibleText).join(', ') || 'none named'}</dd>
      <dt>File</dt>
      <dd className={classes.mono}>{visibleText(hunt.file)}</dd>
    </dl>
  );
}
