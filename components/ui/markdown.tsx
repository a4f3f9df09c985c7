import { Fragment } from 'react';
import classes from './markdown.module.css';
import { type Block, type Inline, parseMarkdown } from './parse-markdown';
import { visibleText } from './visible';

/** A note as elements: HTML in it never reaches the page, and links lead to the web only. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes.note}>
      {keyed(parseMarkdown(text)).map(([key, block]) => (
        <Part key={key} block={block} />
      ))}
    </div>
  );
}

/** The parts of a note never move, so their index is their key. */
const keyed = <T,>(parts: T[]) => parts.map((part, i): [number, T] => [i, part]);

function Part({ block }: { block: Block }) {
  if (block.kind === 'code') return <pre>{block.text.split('\n').map(visibleText).join('\n')}</pre>;
  if (block.kind === 'paragraph')
    return (
      <p>
        {keyed(block.lines).map(([key, line]) => (
          <Fragment key={key}>
            {key > 0 && <br />}
            <Words parts={line} />
          </Fragment>
        ))}
      </p>
    );
  const List = block.ordered ? 'ol' : 'ul';
  return (
    <List>
      {keyed(block.items).map(([key, item]) => (
        <li key={key}>
          <Words parts={item} />
        </li>
      ))}
    </List>
  );
}

function Words({ parts }: { parts: Inline[] }) {
  return keyed(parts).map(([key, part]) => <Word key={key} part={part} />);
}

function Word({ part }: { part: Inline }) {
  if (part.kind === 'text') return <bdi>{visibleText(part.text)}</bdi>;
  if (part.kind === 'code') return <code>{visibleText(part.text)}</code>;
  if (part.kind === 'strong')
    return (
      <strong>
        <Words parts={part.parts} />
      </strong>
    );
  if (part.kind === 'em')
    return (
      <em>
        <Words parts={part.parts} />
      </em>
    );
  return (
    <a href={part.href} target="_blank" rel="noopener noreferrer nofollow" data-tip={visibleText(part.href)}>
      <Words parts={part.parts} />
    </a>
  );
}
