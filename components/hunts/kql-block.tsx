import { CopyButton } from '@/components/ui/copy';
import { visibleText } from '@/components/ui/visible';
import classes from './hunts.module.css';
import { kqlTokens } from './kql-tokens';

interface Props {
  title: string;
  /** What sets this text apart from the others. */
  note: React.ReactNode;
  kql: string;
  /** What the copy button copies: “the query as written”. */
  copies: string;
  /** Where else it can be opened. */
  links?: React.ReactNode;
}

/** A query to read and copy; it is copied as it is, and shown with what cannot be seen marked. */
export function KqlBlock({ title, note, kql, copies, links }: Props) {
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
          {kqlTokens(kql).map(({ kind, text }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces never move
            <span key={place} data-kind={kind === 'plain' ? undefined : kind}>
              {text
                .split(/(?<=\n)/)
                .map((line) => (line.endsWith('\n') ? `${visibleText(line.slice(0, -1))}\n` : visibleText(line)))}
            </span>
          ))}
        </code>
      </pre>
    </section>
  );
}
