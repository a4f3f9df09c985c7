/** Cuts a KQL text into pieces to colour. It is no parser: it needs to be right only for reading. Pure. */

type TokenKind = 'comment' | 'text' | 'word' | 'plain';

export interface Token {
  kind: TokenKind;
  text: string;
}

const words =
  'and as between bin by case contains count datatable datetime distinct dynamic endswith extend externaldata false has has_all has_any hasprefix ' +
  'hassuffix iff in invoke join kind let limit lookup make-series materialize matches mv-apply mv-expand not now on or order parse print project ' +
  'project-away project-keep project-rename project-reorder range regex render sample search serialize sort startswith summarize take top true ' +
  'typeof union where';
const known = new Set(words.split(' '));

const piece =
  /\/\/[^\n]*|```[\s\S]*?(?:```|$)|[hH]?@"(?:[^"]|"")*(?:"|$)|[hH]?@'(?:[^']|'')*(?:'|$)|[hH]?"(?:\\.|[^"\\\n])*(?:"|$)?|[hH]?'(?:\\.|[^'\\\n])*(?:'|$)?|[A-Za-z_][\w]*(?:-[a-z]+)*|[^\w]|\d\w*/g;

/** The pieces of a text; joined, they are the text. */
export function kqlTokens(kql: string): Token[] {
  const tokens: Token[] = [];
  for (const [text] of kql.matchAll(piece)) {
    const kind = kindOf(text);
    const last = tokens.at(-1);
    if (last?.kind === kind) last.text += text;
    else tokens.push({ kind, text });
  }
  return tokens;
}

function kindOf(text: string): TokenKind {
  if (text.startsWith('//')) return 'comment';
  if (/^[hH]?@?["']|^```/.test(text)) return 'text';
  return known.has(text) ? 'word' : 'plain';
}

/** Characters of a query that are shown at first: those of a whole hunt are fewer. */
const SHOWN = 8000;

/** A text's whole lines within the first 8,000 characters, or all of it where there is little more. */
export function beginningOf(kql: string): string {
  if (kql.length <= SHOWN * 1.5) return kql;
  const end = kql.lastIndexOf('\n', SHOWN);
  return kql.slice(0, end > 0 ? end : SHOWN);
}
