'use client';

import { createContext, type ReactNode, useContext } from 'react';

const context = createContext(false);

/** Parts of a page that show what was kept: nothing in them asks anew, narrows or decides. */
export function ReadOnly({ children }: { children: ReactNode }) {
  return <context.Provider value={true}>{children}</context.Provider>;
}

export function useReadOnly(): boolean {
  return useContext(context);
}
