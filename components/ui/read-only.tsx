'use client';

import { createContext, type ReactNode, useContext } from 'react';

const context = createContext(false);

/** Wraps the parts of a page that show what was kept: nothing in them asks, filters or decides. */
export function ReadOnly({ children }: { children: ReactNode }) {
  return <context.Provider value={true}>{children}</context.Provider>;
}

export function useReadOnly(): boolean {
  return useContext(context);
}
