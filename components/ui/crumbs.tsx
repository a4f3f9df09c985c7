import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import classes from './crumbs.module.css';

/** The breadcrumbs: the pages above this one, outermost first, and this page. */
export function Crumbs({ above, current }: { above: { href: string; name: ReactNode }[]; current: ReactNode }) {
  return (
    <nav aria-label="Breadcrumb" className={classes.crumbs}>
      {above.map(({ href, name }) => (
        <span key={href} className={classes.step}>
          <Link href={href}>{name}</Link>
          <span aria-hidden>/</span>
        </span>
      ))}
      <span aria-current="page" className={classes.step}>
        {current}
      </span>
    </nav>
  );
}
