import { Fragment } from 'react';
import { visibleText } from '@/components/ui/visible';
import classes from './audit.module.css';

/** A text in which the ids of known devices stand as their names. The tip has the id, and so has a copy. */
export function Named({ text, names }: { text: string; names: Readonly<Record<string, string>> }) {
  return text.split(/([\w-]{8,})/).map((part, i) => {
    const name = Object.hasOwn(names, part) ? names[part] : undefined;
    // Parts never change their order.
    const key = `${i} ${part}`;
    if (name === undefined) return <Fragment key={key}>{visibleText(part)}</Fragment>;
    return (
      <bdi key={key} className={classes.device} data-tip={part} data-copy={part}>
        {visibleText(name)}
      </bdi>
    );
  });
}
