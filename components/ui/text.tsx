'use client';

import { CopyButton } from './copy';
import classes from './text.module.css';
import { splitTail, visibleText } from './visible';

interface Props {
  text: string;
  /** The greatest width in characters; without it, as wide as its place. */
  max?: number;
  mono?: boolean;
  /** Adds a button that copies the original text. */
  copy?: boolean;
  /** What the copy button says that it copies. */
  label?: string;
  focusable?: boolean;
}

/**
 * A value of telemetry on one line. Invisible characters are made visible, text direction is isolated, and the middle is cut if
 * there is no room. Hover, focus, copying and screen readers give the whole value.
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
