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
