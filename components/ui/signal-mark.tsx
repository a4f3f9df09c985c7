import { IconCertificate, IconTerminal2, IconWorld } from '@tabler/icons-react';
import type { Signal } from '@/lib/hunts/model';
import classes from './text.module.css';

export const signalLooks = {
  process: { Icon: IconTerminal2, word: 'Process' },
  network: { Icon: IconWorld, word: 'Network' },
  signature: { Icon: IconCertificate, word: 'Signature' },
} as const;

/** A signal's icon; `detail` is added to its name on hover and for screen readers. */
export function SignalMark({ signal, detail = '' }: { signal: Signal; detail?: string }) {
  const { Icon, word } = signalLooks[signal];
  const words = detail === '' ? word : `${word}: ${detail}`;
  return (
    <span className={classes.mark} data-tip={words}>
      <Icon size={16} stroke={1.5} aria-hidden />
      <span className="sr-only">{words}; </span>
    </span>
  );
}
