import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './links.module.css';
import { hostOf } from './words';

/** A link into a portal: it opens a tab of its own, and says on hover where it leads. */
export function External({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={classes.external} data-tip={`Opens ${hostOf(href)}`}>
      {children}
      <IconExternalLink size={14} stroke={1.75} aria-hidden />
      <span className="sr-only"> (opens a new tab)</span>
    </a>
  );
}
