import type { ReactNode } from 'react';
import classes from './state.module.css';

interface Props {
  title: string;
  children?: ReactNode;
  next?: ReactNode;
  /** h1 if the page has no other heading. */
  heading?: 'h1' | 'h2';
}

/** Says that there is nothing and, in `children`, why. `next` says what to do about it. */
export function Empty({ title, children, next, heading: Heading = 'h2' }: Props) {
  return (
    <div className={classes.state}>
      <Heading>{title}</Heading>
      {children && <div className={classes.detail}>{children}</div>}
      {next && <div className={classes.next}>{next}</div>}
    </div>
  );
}
