'use client';

import { formatCount } from '@/lib/shared/format';
import { type Band, OTHERS } from './prepare-timeline';
import classes from './timeline.module.css';

interface Props {
  bands: Band[];
  isChosen: (slug: string) => boolean;
  onToggle: (slug: string) => void;
}

/** Which colour is which tool; a click keeps only that tool, another gives the rest back. */
export function Legend({ bands, isChosen, onToggle }: Props) {
  return (
    <ul className={classes.legend} aria-label="Tools on the timeline, with their events">
      {bands.map(({ slug, tool, color, total }) => {
        const words = (
          <>
            <span className={classes.swatch} style={{ background: color }} />
            <span className={classes.name}>{tool}</span>
            <span className={classes.count}>{formatCount(total)}</span>
          </>
        );
        return (
          <li key={slug}>
            {slug === OTHERS ? (
              <span className={classes.entry}>{words}</span>
            ) : (
              <button
                type="button"
                className={classes.entry}
                aria-pressed={isChosen(slug)}
                data-tip={isChosen(slug) ? `Show other tools again` : `Only ${tool}`}
                onClick={() => onToggle(slug)}
              >
                {words}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
