'use client';

import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy';
import { visibleText } from '@/components/ui/visible';
import classes from './hunts.module.css';
import { beginningOf, kqlTokens, type Token } from './kql-tokens';

interface Props {
  title: string;
  /** How this text differs from the others on the page. */
  note: React.ReactNode;
  kql: string;
  /** What the copy button copies: “the query as written”. */
  copies: string;
  /** Links to where it can be opened. */
  links?: React.ReactNode;
}

/**
 * A query to read and to copy. It is shown with invisible characters marked, and copied unchanged. Of a long one only the beginning is shown
 * at first: a sweep's query names all hunts, and its tens of thousands of coloured words would make the page slow.
 */
export function KqlBlock({ title, note, kql, copies, links }: Props) {
  const [isWhole, setWhole] = useState(false);
  const beginning = beginningOf(kql);
  const isLong = beginning.length < kql.length;
  const tokens: Token[] = isLong && isWhole ? [{ kind: 'plain', text: kql }] : kqlTokens(beginning);
  return (
    <section className={classes.kql}>
      <header>
        <h2>{title}</h2>
        <CopyButton text={kql} label={copies} />
        <p>{note}</p>
        {links}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>
          {tokens.map(({ kind, text }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces never move
            <span key={place} data-kind={kind === 'plain' ? undefined : kind}>
              {text
                .split('\n')
                .map((line) => visibleText(line))
                .join('\n')}
            </span>
          ))}
        </code>
      </pre>
      {isLong && (
        <footer>
          {isWhole ? 'All of it is shown, without colours.' : 'The beginning is shown; the copy is whole.'}
          <WordButton look="link" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show the beginning' : `Show all ${kql.split('\n').length.toLocaleString('en-US')} lines`}
          </WordButton>
        </footer>
      )}
    </section>
  );
}
