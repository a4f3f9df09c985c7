import { visibleText } from '@/components/ui/visible';
import classes from './hunts.module.css';
import { tacticUrl, tacticWords, techniqueUrl } from './mitre';

/** Tactics and techniques. Those that ATT&CK has a page for are links, which open a new tab. */
export function MitreLinks({ tactics, techniques }: { tactics: string[]; techniques: string[] }) {
  return (
    <span className={classes.mitre}>
      {tactics.map((tactic) => (
        <MitreLink key={tactic} url={tacticUrl(tactic)} words={tacticWords(tactic)} />
      ))}
      {techniques.map((technique) => (
        <MitreLink key={technique} url={techniqueUrl(technique)} words={technique} />
      ))}
    </span>
  );
}

function MitreLink({ url, words }: { url: string | undefined; words: string }) {
  if (!url) return <span>{visibleText(words)}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}
