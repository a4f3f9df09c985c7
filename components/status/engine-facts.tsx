import { IconAlertCircle, IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { IconButton } from '@/components/ui/button';
import { engineNames } from '@/components/ui/engine-names';
import { Link } from '@/components/ui/link';
import { Time } from '@/components/ui/time';
import { useZone } from '@/components/ui/zone';
import { paths } from '@/lib/routes/paths';
import { counted, zoneLabel } from '@/lib/shared/format';
import type { StatusReport } from '@/lib/status/model';
import classes from './status.module.css';

/** Which engines answer, how many hunts they are asked, and as of when. */
export function EngineFacts({ report, busy, refresh }: { report: StatusReport; busy: boolean; refresh: () => void }) {
  const { zone } = useZone();
  return (
    <div className={classes.facts}>
      {report.engines.map(({ name, ok }) => (
        <span key={name} className={classes.state} data-state={ok ? 'present' : 'broken'}>
          {ok ? <IconCircleCheck size={16} aria-hidden /> : <IconAlertCircle size={16} aria-hidden />}
          <span>
            {engineNames[name]}: {ok ? 'ready' : 'cannot be asked'}
          </span>
        </span>
      ))}
      <Link href={paths.hunts()}>
        {counted(report.hunts, 'hunt')} for {counted(report.tools, 'tool')}
      </Link>
      <span className={classes.asOf}>
        as of <Time value={report.asOf} digits={0} /> {zoneLabel(zone)}
      </span>
      <IconButton className={classes.refresh} label="Ask again" aria-busy={busy} onClick={refresh}>
        <IconRefresh size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}
