import { CopyButton } from '@/components/ui/copy';
import { visibleText } from '@/components/ui/visible';
import classes from './hunts.module.css';
import { kqlTokens } from './kql-tokens';

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

/** A query to read and to copy. It is shown with invisible characters marked, and copied unchanged. */
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
