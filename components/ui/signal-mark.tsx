import { IconCertificate, IconTerminal2, IconWorld } from '@tabler/icons-react';
import { type Signal, signalFacts } from '@/lib/tables/tables';
import classes from './text.module.css';

export const signalIcons: Record<Signal, typeof IconWorld> = {
  process: IconTerminal2,
  network: IconWorld,
  signature: IconCertificate,
};

/** The icon of a signal. `detail` is added to its name on hover and for screen readers. */
export function SignalMark({ signal, detail = '' }: { signal: Signal; detail?: string }) {
  const Icon = signalIcons[signal];
  const { word } = signalFacts[signal];
  const words = detail === '' ? word : `${word}: ${detail}`;
  return (
    <span className={classes.mark} data-tip={words}>
      <Icon size={16} stroke={1.5} aria-hidden />
      <span className="sr-only">{words}; </span>
    </span>
  );
}
