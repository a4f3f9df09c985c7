import { IconAlertTriangle, IconTableOff } from '@tabler/icons-react';
import { Link } from '@/components/ui/link';
import { signalIcons } from '@/components/ui/signal-mark';
import { visibleText } from '@/components/ui/visible';
import type { HuntSummary } from '@/lib/catalogue/model';
import { paths } from '@/lib/routes/paths';
import { signalFacts, signals } from '@/lib/tables/tables';
import classes from './hunts.module.css';
import { missingWords, shortName, type ToolRow, whyAlone } from './tool-rows';

/** A tool's hunts by signal: the first has the signal's word, further ones the part of their names that differs. */
export function HuntLinks({ hunts }: { hunts: ToolRow['hunts'] }) {
  return (
    <span className={classes.hunts}>
      {signals.map((signal) => (
        <span key={signal} className={classes.signal}>
          {hunts[signal].map((hunt, i) => (
            <HuntLink key={hunt.id} hunt={hunt} isFirst={i === 0} />
          ))}
        </span>
      ))}
    </span>
  );
}

function HuntLink({ hunt, isFirst }: { hunt: HuntSummary; isFirst: boolean }) {
  const Icon = signalIcons[hunt.signal];
  const doubts = [
    ...(hunt.confidence === 'high' ? [] : [`${hunt.confidence} confidence`]),
    ...(hunt.binary === 'helper' ? ['helper'] : []),
  ];
  const alone = whyAlone(hunt);
  const why = hunt.fault ?? (hunt.missingTable === null ? alone : missingWords(hunt.missingTable));
  const tip = [hunt.name, doubts.join(', '), why ?? ''].filter((line) => line !== '').map(visibleText);
  return (
    <span className={classes.hunt}>
      <Link href={paths.hunt(hunt.id)} aria-label={tip.join(', ')} data-tip={tip.join('\n')} data-confidence={hunt.confidence}>
        {isFirst && <Icon size={15} stroke={1.5} aria-hidden />}
        {isFirst ? signalFacts[hunt.signal].word : visibleText(shortName(hunt))}
      </Link>
      {hunt.fault !== null ? (
        <IconAlertTriangle size={14} className={classes.refused} aria-hidden />
      ) : hunt.missingTable !== null ? (
        <IconTableOff size={14} className={classes.refused} aria-hidden />
      ) : (
        alone !== null && (
          <span className={classes.alone} aria-hidden>
            {hunt.notSwept === null ? 'alone' : 'not in sweeps'}
          </span>
        )
      )}
    </span>
  );
}
