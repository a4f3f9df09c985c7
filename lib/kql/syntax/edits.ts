/** Replacing pieces of a query's text by their place; all else stays as written, comments included. */

/** `text` in place of `[start, end)`; an insertion where both are the same. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** `[from, to)` of the text with its edits; an edit inside another is part of what that one replaces. */
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

/** The place in the text as it was that an offset of the spliced text comes from: of what was put in, where that is. */
export function unspliced(edits: Edit[], offset: number): number {
  let moved = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (offset < start + moved) break;
    if (offset < start + moved + text.length) return start;
    moved += text.length - (end - start);
  }
  return offset - moved;
}
