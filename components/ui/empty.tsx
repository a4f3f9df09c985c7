import type { ReactNode } from 'react';
import classes from './state.module.css';

/** Says that there is nothing and why (`children`); `next` holds what to do about it. */
export function Empty({ title, children, next }: { title: string; children?: ReactNode; next?: ReactNode }) {
  return (
    <div className={classes.state}>
      <h2>{title}</h2>
      {children && <div className={classes.detail}>{children}</div>}
      {next && <div className={classes.next}>{next}</div>}
    </div>
  );
}
