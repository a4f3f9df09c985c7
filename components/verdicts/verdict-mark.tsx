import {
  IconAlertTriangle,
  IconArrowUpRight,
  IconCircleCheck,
  IconCircleDashed,
  IconEye,
  IconRefreshAlert,
  IconSkull,
  type TablerIcon,
} from '@tabler/icons-react';
import { visibleText } from '@/components/ui/visible';
import { type Verdict, type VerdictWord, verdictNames } from '@/lib/triage/model';
import classes from './verdicts.module.css';

export const verdictIcons: Record<VerdictWord, TablerIcon> = {
  new: IconCircleDashed,
  'in-review': IconEye,
  approved: IconCircleCheck,
  suspicious: IconAlertTriangle,
  malicious: IconSkull,
  escalated: IconArrowUpRight,
  changed: IconRefreshAlert,
};

/** A verdict as icon, word and colour. If something has changed since, the tip says what. */
export function VerdictMark({ verdict: { value, changedSince } }: { verdict: Pick<Verdict, 'value' | 'changedSince'> }) {
  const Icon = changedSince ? verdictIcons.changed : verdictIcons[value];
  const name = verdictNames[value];
  return (
    <span
      className={classes.verdict}
      data-verdict={changedSince ? 'changed' : value}
      data-tip={changedSince && [`Changed since it was ${name.toLowerCase()}`, ...changedSince.map(visibleText)].join('\n')}
    >
      <Icon size={15} stroke={1.6} aria-hidden />
      <span className={classes.word}>{changedSince ? `${name}, changed` : name}</span>
    </span>
  );
}
