import classes from './timeline.module.css';

const BARS = 60;

/** A placeholder for a timeline that is loading; `what` says what is asked. */
export function TimelineShape({ what }: { what: string }) {
  return (
    <div className={classes.timeline} aria-busy="true">
      <p className={classes.top} role="status">
        {what}
      </p>
      <div className={classes.bars} aria-hidden>
        {Array.from({ length: BARS }, (_, bar) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity but their place.
          <span key={bar} style={{ height: `${Math.round(20 + 55 * Math.abs(Math.sin(bar / 6)))}%` }} />
        ))}
      </div>
      <p className={classes.read} />
    </div>
  );
}
