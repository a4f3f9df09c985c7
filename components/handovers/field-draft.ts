/** The text of a field that is saved when it loses the focus, while others may save the same field. Pure. */

export interface FieldDraft {
  text: string;
  /** The saved texts that the person has seen in this field, their own included. */
  seen: string[];
}

const same = (one: string, other: string) => one.trim() === other.trim();

/** What the field holds after the person typed. `saved` is what the server holds. */
export function typed(draft: FieldDraft | null, saved: string, text: string): FieldDraft {
  return { text, seen: draft === null || same(draft.text, saved) ? [saved] : draft.seen };
}

/** What the field holds once its text was sent, or once the person has looked at what the server holds. */
export const having = (draft: FieldDraft, saved: string): FieldDraft => ({ ...draft, seen: [...draft.seen, draft.text, saved] });

/** Whether saving the draft would overwrite text that somebody else has saved and the person has not seen. */
export function overwrites(draft: FieldDraft | null, saved: string): boolean {
  return draft !== null && !same(draft.text, saved) && !draft.seen.some((text) => same(text, saved));
}

/** Whether there is something to save. */
export const isUnsaved = (draft: FieldDraft | null, saved: string): draft is FieldDraft =>
  draft !== null && !same(draft.text, saved);
