'use client';

import { IconAlertTriangle, IconInfoCircle, IconLink, IconTableOff } from '@tabler/icons-react';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Link } from '@/components/ui/link';
import type { Notice } from '@/lib/query/model';
import { paths } from '@/lib/routes/paths';
import { WordButton } from './button';
import { notSaid } from './not-said';
import classes from './notices.module.css';
import { usePrinting } from './use-printing';
import { visibleText } from './visible';

const looks = {
  partial: { Icon: IconAlertTriangle, word: 'Partial', tone: 'warn' },
  skipped: { Icon: IconAlertTriangle, word: 'Skipped', tone: 'warn' },
  'missing-table': { Icon: IconTableOff, word: 'Not connected', tone: 'warn' },
  parameter: { Icon: IconLink, word: 'Link', tone: 'warn' },
  info: { Icon: IconInfoCircle, word: 'Note', tone: 'info' },
} as const;

const FOLDED = 2;
const saidAbove = createContext<Notice[]>([]);

/** Wraps the parts of a page that must not repeat the notices shown above them. */
export function BelowNotices({ said, children }: { said: Notice[]; children: ReactNode }) {
  return <saidAbove.Provider value={said}>{children}</saidAbove.Provider>;
}

/** Says why the answer is not the whole answer. Shows nothing if it is. */
export function Notices({ notices: all }: { notices: Notice[] }) {
  const [open, setOpen] = useState(false);
  const isPrinted = usePrinting();
  const notices = notSaid(all, useContext(saidAbove));
  if (notices.length === 0) return null;
  const shown = open || isPrinted ? notices : notices.slice(0, FOLDED);
  const more = notices.length - FOLDED;
  return (
    <section className={classes.notices} aria-label="Notices">
      <ul>
        {shown.map((notice) => {
          const { Icon, word, tone } = looks[notice.kind];
          return (
            <li key={`${notice.kind} ${notice.huntId ?? ''} ${notice.message}`} data-tone={tone}>
              <Icon size={16} stroke={1.75} aria-hidden />
              <span>
                <strong>{word}</strong> {visibleText(notice.message)}
                {notice.kind === 'missing-table' && (
                  <>
                    {' '}
                    <Link href={paths.status()}>See how to connect it</Link>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {more > 0 && (
        <WordButton look="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show fewer' : `Show ${more} more`}
        </WordButton>
      )}
    </section>
  );
}
