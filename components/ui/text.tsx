'use client';

import { CopyButton } from './copy';
import classes from './text.module.css';
import { splitTail, visibleText } from './visible';

interface Props {
  text: string;
  /** Widest it may get, in characters; otherwise as wide as its place. */
  max?: number;
  mono?: boolean;
  /** Adds a button that copies the text as it is, not as it is shown. */
  copy?: boolean;
  /** What the copy button says it copies. */
  label?: string;
  focusable?: boolean;
}

/**
 * A value out of telemetry on one line: unseen characters made visible, direction isolated, cut in the middle where
 * there is no room, and whole on hover, on focus and when copied. Screen readers get it whole, in one piece.
 */
export function Value({ text, max, mono = false, copy = false, label = 'value', focusable = false }: Props) {
  const shown = visibleText(text);
  const { head, tail } = splitTail(shown);
  const body = (
    <bdi
      className={mono ? `${classes.value} ${classes.mono}` : classes.value}
      style={max === undefined ? undefined : { maxWidth: `${max}ch` }}
      data-tip={shown}
      data-tip-when="cut"
      data-copy={text}
      tabIndex={focusable ? 0 : undefined}
    >
      {tail === '' ? (
        <span className={classes.head}>{head}</span>
      ) : (
        <>
          <span className="sr-only">{shown}</span>
          <span className={classes.head} aria-hidden>
            {head}
          </span>
          <span className={classes.tail} aria-hidden>
            {tail}
          </span>
        </>
      )}
    </bdi>
  );
  if (!copy) return body;
  return (
    <span className={classes.withCopy}>
      {body}
      <CopyButton text={text} label={label} />
    </span>
  );
}
