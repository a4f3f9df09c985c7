/** Replaces parts of a query's text. The rest stays as written, comments included. */

/** `text` replaces the characters from `start` up to `end`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The text from `from` up to `to`, edited. An edit inside another has no effect. */
export function splice(text: string, edits: Edit[], from = 0, to = text.length): string {
  const inside = edits.filter((e) => e.start >= from && e.end <= to).sort((a, b) => a.start - b.start || b.end - a.end);
  let out = '';
  let at = from;
  for (const edit of inside) {
    if (edit.start < at) continue;
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at, to);
}

/** The offset in the text before its edits that an offset in the edited text comes from; the start of an edit for text that it put in. */
export function unspliced(edits: Edit[], offset: number): number {
  let moved = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (offset < start + moved) break;
    if (offset < start + moved + text.length) return start;
    moved += text.length - (end - start);
  }
  return offset - moved;
}
