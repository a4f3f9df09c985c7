'use client';

import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { parseInstant } from '@/lib/shared/time';
import classes from './audit.module.css';
import { type DetailLine, detailLines } from './detail-words';
import { Named } from './named';

const FEW = 4;

/** The names of devices by their ids. */
type Names = Readonly<Record<string, string>>;

/** The details of an entry, one a line. Long lists are folded. */
export function AuditDetail({ detail, names }: { detail: Record<string, unknown>; names: Names }) {
  const [isOpen, setIsOpen] = useState(false);
  const lines = detailLines(detail);
  const shown = isOpen || lines.length <= FEW + 1 ? lines : lines.slice(0, FEW);
  return (
    <>
      {shown.map((line) => (
        <Line key={line.label} line={line} names={names} />
      ))}
      {lines.length > FEW + 1 && (
        <WordButton look="link" small aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `and ${lines.length - FEW} more`}
        </WordButton>
      )}
    </>
  );
}

function Line({ line: { label, before, after }, names }: { line: DetailLine; names: Names }) {
  return (
    <div className={classes.line}>
      <span className={classes.label}>
        <Named text={label} names={names} />
      </span>{' '}
      {before !== undefined && (
        <>
          <Said value={before} names={names} /> <span aria-hidden>→</span>
          <span className="sr-only">became</span>{' '}
        </>
      )}
      <Said value={after} names={names} />
    </div>
  );
}

const Said = ({ value, names }: { value: string; names: Names }) =>
  /^\d{4}-/.test(value) && parseInstant(value) === value ? (
    <Time value={value} digits={0} />
  ) : (
    <bdi>
      <Named text={value} names={names} />
    </bdi>
  );
