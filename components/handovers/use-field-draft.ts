'use client';

import { useState } from 'react';
import { type FieldDraft, having, isUnsaved, overwrites, typed } from './field-draft';

/**
 * A field whose text is saved when it loses the focus. Until the person types it shows what the server holds. If somebody else saves
 * the field meanwhile, it is not saved over that unasked: `theirs` is their text until the person keeps one of the two.
 */
export function useFieldDraft(saved: string, save: (text: string) => void) {
  const [draft, setDraft] = useState<FieldDraft | null>(null);
  const theirs = overwrites(draft, saved) ? saved : null;
  const send = (unsaved: FieldDraft) => {
    setDraft(having(unsaved, saved));
    save(unsaved.text);
  };
  return {
    text: draft?.text ?? saved,
    isUnsaved: isUnsaved(draft, saved),
    theirs,
    onType: (text: string) => setDraft(typed(draft, saved, text)),
    onLeave: () => {
      if (isUnsaved(draft, saved) && theirs === null) send(draft);
      else if (!isUnsaved(draft, saved)) setDraft(null);
    },
    keepMine: () => draft && send(draft),
    takeTheirs: () => setDraft(null),
  };
}
