import type { ReactNode } from 'react';
import classes from './page-header.module.css';

/** A page’s title, one line about it (`children`), and its buttons (`actions`). */
export function PageHeader({ title, children, actions }: { title: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        <h1>{title}</h1>
        {children && <div className={classes.sub}>{children}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
