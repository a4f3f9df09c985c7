import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconSkull } from '@tabler/icons-react';
import type { Verdict } from '@/lib/triage/model';
import classes from './cells.module.css';

const looks = {
  unreviewed: { Icon: IconCircleDashed, word: 'Unreviewed' },
  approved: { Icon: IconCircleCheck, word: 'Approved' },
  suspicious: { Icon: IconAlertTriangle, word: 'Suspicious' },
  malicious: { Icon: IconSkull, word: 'Malicious' },
} as const;

/** What was decided, by icon, word and colour. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { Icon, word } = looks[verdict];
  return (
    <span className={classes.verdict} data-verdict={verdict}>
      <Icon size={15} stroke={1.6} aria-hidden />
      {word}
    </span>
  );
}
