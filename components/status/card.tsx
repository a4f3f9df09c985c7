import { IconBan, IconCircleCheck, IconClock, IconExclamationCircle, IconLoader2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Value } from '@/components/ui/text';
import { visibleText } from '@/components/ui/visible';
import classes from './card.module.css';
import { type Phase, phaseWords } from './phases';

const icons: Record<Phase, typeof IconClock> = {
  waiting: IconClock,
  uploading: IconLoader2,
  starting: IconLoader2,
  reading: IconLoader2,
  sorting: IconLoader2,
  done: IconCircleCheck,
  failed: IconExclamationCircle,
  cancelled: IconBan,
};

interface Props {
  file: string;
  phase: Phase;
  /** A few words beside the phase of the import. */
  about?: ReactNode;
  /** The progress from 0 to 1; undefined if it is not known; null for no bar. */
  share: number | undefined | null;
  actions?: ReactNode;
  children?: ReactNode;
}

/** One file: its name, its progress, its buttons, and as `children` its outcome. */
export function Card({ file, phase, about, share, actions, children }: Props) {
  const Icon = icons[phase];
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <span className={classes.phase} data-phase={phase}>
          <Icon size={16} stroke={1.75} aria-hidden />
          {phaseWords[phase]}
        </span>
        <strong className={classes.file}>
          <Value text={file} focusable />
        </strong>
        <span className={classes.about}>{about}</span>
        <span className={classes.actions}>{actions}</span>
      </div>
      {share !== null && <Bar label={`${phaseWords[phase]} ${visibleText(file)}`} share={share} />}
      {children && <div className={classes.body}>{children}</div>}
    </li>
  );
}

function Bar({ label, share }: { label: string; share: number | undefined }) {
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classes.bar}
    >
      <span style={{ width: `${(share ?? 0) * 100}%` }} />
    </div>
  );
}
