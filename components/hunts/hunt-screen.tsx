import { IconAlertTriangle, IconPlayerPlay, IconTableOff } from '@tabler/icons-react';
import { LinkButtons } from '@/components/shared-links/link-buttons';
import { Link } from '@/components/ui/link';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { Value } from '@/components/ui/text';
import { visibleText } from '@/components/ui/visible';
import type { HuntDetail } from '@/lib/catalogue/model';
import type { Notice } from '@/lib/query/model';
import { paths } from '@/lib/routes/paths';
import type { Window, WindowChoice } from '@/lib/shared/window';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import { HuntFacts } from './hunt-facts';
import { HuntQueries } from './hunt-queries';
import { HuntWindow } from './hunt-window';
import classes from './hunts.module.css';
import { missingWords } from './tool-rows';

interface Props {
  hunt: HuntDetail;
  /** The window as chosen, and the instants it means now. */
  choice: WindowChoice;
  window: Window;
  notices: Notice[];
}

/** One hunt: what it looks for, and its KQL as written, cut to the window, and as a sweep sends it. */
export function HuntScreen({ hunt, choice, window, notices }: Props) {
  const run = paths.home(writeSightingsParams({ ...defaultParams, hunt: hunt.id, window: choice }));
  const description = hunt.description.trim().split('\n').map(visibleText).join('\n');
  return (
    <article>
      <PageHeader
        title={visibleText(hunt.name)}
        actions={
          <>
            <LinkButtons answer={{ window }} />
            {hunt.fault === null && hunt.missingTable === null && (
              <Link href={run} className={classes.run}>
                <IconPlayerPlay size={14} aria-hidden />
                Run this hunt
              </Link>
            )}
          </>
        }
      >
        <Link href={paths.hunts()}>Hunts</Link> · <Value text={hunt.id} mono copy label="the hunt's id" />
      </PageHeader>
      <Notices notices={notices} />
      {hunt.fault !== null && (
        <p className={classes.fault}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            <strong>Not asked.</strong> {hunt.fault.split('\n').map(visibleText).join('\n')}
          </span>
        </p>
      )}
      {hunt.missingTable !== null && (
        <p className={classes.fault}>
          <IconTableOff size={16} aria-hidden />
          <span>
            <strong>Not asked:</strong> {missingWords(hunt.missingTable)}. <Link href={paths.status()}>The status page</Link> says
            how to connect it.
          </span>
        </p>
      )}
      <div className={classes.detail}>
        <div className={classes.about}>
          {description !== '' && <p className={classes.description}>{description}</p>}
          <HuntFacts hunt={hunt} />
        </div>
        <div className={classes.queries}>
          <HuntQueries hunt={hunt} cutNote={<HuntWindow huntId={hunt.id} choice={choice} window={window} />} />
        </div>
      </div>
    </article>
  );
}
