import { IconAlertTriangle, IconTableOff } from '@tabler/icons-react';
import Link from 'next/link';
import { signalIcons } from '@/components/ui/signal-mark';
import { visibleText } from '@/components/ui/visible';
import type { HuntSummary } from '@/lib/catalogue/model';
import { paths } from '@/lib/routes/paths';
import { signalFacts, signals } from '@/lib/tables/tables';
import classes from './hunts.module.css';
import { missingWords, shortName, type ToolRow } from './tool-rows';

/** A tool's hunts by signal. A signal's only hunt has the name of the signal; several have the part of their names that differs. */
export function HuntLinks({ hunts }: { hunts: ToolRow['hunts'] }) {
  return (
    <div className={classes.hunts}>
      {signals.map((signal) => (
        <div key={signal} className={classes.signal}>
          {hunts[signal].map((hunt) => (
            <HuntLink key={hunt.id} hunt={hunt} isOnly={hunts[signal].length === 1} />
          ))}
        </div>
      ))}
    </div>
  );
}

function HuntLink({ hunt, isOnly }: { hunt: HuntSummary; isOnly: boolean }) {
  const Icon = signalIcons[hunt.signal];
  return (
    <div className={classes.hunt}>
      <Link href={paths.hunt(hunt.id)} prefetch={false} aria-label={visibleText(hunt.name)} data-tip={visibleText(hunt.name)}>
        <Icon size={15} stroke={1.5} aria-hidden />
        {isOnly ? signalFacts[hunt.signal].word : visibleText(shortName(hunt))}
      </Link>
      {hunt.fault !== null ? (
        <span className={classes.refused} data-tip={visibleText(hunt.fault)}>
          <IconAlertTriangle size={14} aria-hidden /> not asked
        </span>
      ) : hunt.missingTable !== null ? (
        <span className={classes.refused} data-tip={missingWords(hunt.missingTable)}>
          <IconTableOff size={14} aria-hidden /> not asked
          <span className="sr-only">: {missingWords(hunt.missingTable)}</span>
        </span>
      ) : (
        <Alone hunt={hunt} />
      )}
    </div>
  );
}

/** A hunt that does not share its table's scan, with why. */
function Alone({ hunt: { notFused, notSwept } }: { hunt: HuntSummary }) {
  const why = notSwept ?? notFused;
  if (why === null) return null;
  return (
    <span className={classes.alone} data-tip={visibleText(why)}>
      {notSwept === null ? 'not fused' : 'not in sweeps'}
    </span>
  );
}
