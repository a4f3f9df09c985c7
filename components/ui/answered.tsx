'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Window } from '@/lib/shared/window';

const context = createContext<{ window?: Window; say: (window: Window | undefined) => void }>({ say: () => undefined });

/** Lets a page tell the header which window its answer is really about. */
export function AnsweredProvider({ children }: { children: ReactNode }) {
  const [window, say] = useState<Window>();
  return <context.Provider value={{ window, say }}>{children}</context.Provider>;
}

/** The window of the answer on the screen, once there is one. */
export function useAnswered(): Window | undefined {
  return useContext(context).window;
}

/** Rendered by a page that has an answer. “Make absolute” in the header then takes the window of that answer. */
export function Answered({ window }: { window: Window | undefined }) {
  const { say } = useContext(context);
  const [from, to] = [window?.from, window?.to];
  // The header is outside the page’s tree, so it learns of the window only after the page has rendered.
  useEffect(() => {
    say(from !== undefined && to !== undefined ? { from, to } : undefined);
    return () => say(undefined);
  }, [from, to, say]);
  return null;
}
