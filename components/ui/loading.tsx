import classes from './state.module.css';

const widths = [34, 22, 41, 28, 37, 25, 31, 44];

/** Placeholders for rows that are loading; `what` says what is asked. */
export function Loading({ what, rows = 8, height = 32 }: { what: string; rows?: number; height?: number }) {
  return (
    <div className={classes.loading} aria-busy="true">
      <p role="status">{what}</p>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity but their place.
        <div key={row} className={classes.shape} style={{ height }} aria-hidden>
          <span style={{ width: '8%' }} />
          <span style={{ width: `${widths[row % widths.length]}%` }} />
          <span style={{ width: '12%' }} />
        </div>
      ))}
    </div>
  );
}
