/** Parses the part of Markdown that notes need: paragraphs, lists, code, bold, italic, links. HTML in it stays text. Pure. */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong'; parts: Inline[] }
  | { kind: 'em'; parts: Inline[] }
  | { kind: 'link'; href: string; parts: Inline[] };

export type Block =
  | { kind: 'paragraph'; lines: Inline[][] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string };

const bullet = /^\s{0,3}(?:[-*+]|(\d{1,4})[.)])\s+(.*)$/;

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const last = blocks.at(-1);
    if (line.trimStart().startsWith('```')) {
      const end = lines.findIndex((other, i) => i > at && other.trim() === '```');
      const stop = end === -1 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, stop).join('\n') });
      at = stop;
      continue;
    }
    const item = bullet.exec(line);
    if (item) {
      const ordered = item[1] !== undefined;
      const words = parseInline(item[2] ?? '');
      if (last?.kind === 'list' && last.ordered === ordered && lines[at - 1]?.trim() !== '') last.items.push(words);
      else blocks.push({ kind: 'list', ordered, items: [words] });
    } else if (line.trim() !== '') {
      const words = parseInline(line.replace(/^#{1,6}\s+/, ''));
      if (last?.kind === 'paragraph' && lines[at - 1]?.trim() !== '') last.lines.push(words);
      else blocks.push({ kind: 'paragraph', lines: [words] });
    }
  }
  return blocks;
}

/**
 * The kinds of inline text. The match that begins first wins; among those, the first kind. Every part is bounded, so that no
 * text takes long.
 */
const inlines =
  /`([^`]{1,500})`|\*\*([^*]{1,500})\*\*|(?<![\w*])[*_]([^*_]{1,500})[*_](?![\w*])|\[([^\][]{1,500})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>()"']{1,2000})/;

function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let rest = text;
  for (let found = inlines.exec(rest); found; found = inlines.exec(rest)) {
    const [whole, code, strong, em, words, address, bare] = found;
    if (found.index > 0) parts.push({ kind: 'text', text: rest.slice(0, found.index) });
    const href = webAddress(address ?? bare?.replace(/[.,;:!?]+$/, ''));
    const tail = bare === undefined ? '' : whole.slice(bare.replace(/[.,;:!?]+$/, '').length);
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (strong !== undefined) parts.push({ kind: 'strong', parts: parseInline(strong) });
    else if (em !== undefined) parts.push({ kind: 'em', parts: parseInline(em) });
    else if (href === undefined) parts.push({ kind: 'text', text: whole });
    else parts.push({ kind: 'link', href, parts: [{ kind: 'text', text: words ?? href }] });
    if (tail !== '' && href !== undefined) parts.push({ kind: 'text', text: tail });
    rest = rest.slice(found.index + whole.length);
  }
  return rest === '' ? parts : [...parts, { kind: 'text', text: rest }];
}

/** The address, if it leads to the web; `javascript:` and the like are no links. */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  return /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
