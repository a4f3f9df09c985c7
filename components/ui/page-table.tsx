import type { CSSProperties, ReactNode } from 'react';
import classes from './page-table.module.css';

/** `number`: the column is aligned to the right. `unseen`: the heading is for screen readers only. */
type Heading = string | { words: string; look: 'number' | 'unseen' };

/**
 * A table as wide as its page; where there is no room for that, it scrolls sideways, and on a phone each row is a card whose cells
 * carry their headings. `children` are the rows; cells of numbers have `data-number`. It has at most nine columns.
 */
export function PageTable({ headings, children }: { headings: readonly Heading[]; children: ReactNode }) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table} style={headingsForCards(headings)}>
        <thead>
          <tr>
            {headings.map((heading) => {
              const { words, look } = typeof heading === 'string' ? { words: heading, look: null } : heading;
              return (
                <th key={words} scope="col" data-number={look === 'number' || undefined}>
                  {look === 'unseen' ? <span className="sr-only">{words}</span> : words}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** The headings as CSS variables, `--heading-1` and so on, which the cards show before their cells. */
const headingsForCards = (headings: readonly Heading[]): CSSProperties =>
  Object.fromEntries(
    headings.map((heading, i) => [
      `--heading-${i + 1}`,
      JSON.stringify(typeof heading === 'string' ? heading : heading.look === 'unseen' ? '' : heading.words),
    ]),
  );
