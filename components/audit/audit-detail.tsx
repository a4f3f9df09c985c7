'use client';

import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { parseInstant } from '@/lib/shared/time';
import classes from './audit.module.css';
import { type DetailLine, detailLines } from './detail-words';

const FEW = 4;

/** The details of an entry, one a line. Long lists are folded. */
export function AuditDetail({ detail }: { detail: Record<string, unknown> }) {
  const [isOpen, setIsOpen] = useState(false);
  const lines = detailLines(detail);
  const shown = isOpen || lines.length <= FEW + 1 ? lines : lines.slice(0, FEW);
  return (
    <>
      {shown.map((line) => (
        <Line key={line.label} line={line} />
      ))}
      {lines.length > FEW + 1 && (
        <WordButton look="link" small aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `and ${lines.length - FEW} more`}
        </WordButton>
      )}
    </>
  );
}

function Line({ line: { label, before, after } }: { line: DetailLine }) {
  return (
    <div className={classes.line}>
      <span className={classes.label}>{visibleText(label)}</span>{' '}
      {before !== undefined && (
        <>
          <Said value={before} /> <span aria-hidden>→</span>
          <span className="sr-only">became</span>{' '}
        </>
      )}
      <Said value={after} />
    </div>
  );
}

const Said = ({ value }: { value: string }) =>
  /^\d{4}-/.test(value) && parseInstant(value) === value ? <Time value={value} digits={0} /> : <bdi>{visibleText(value)}</bdi>;
