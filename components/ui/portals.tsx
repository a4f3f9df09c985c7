'use client';

import { createContext, type ReactNode, useContext } from 'react';

const context = createContext(false);

/** `has`: the tenant is known, so there are links into Microsoft’s portals. Otherwise KQL can only be copied. */
export function PortalsProvider({ has, children }: { has: boolean; children: ReactNode }) {
  return <context.Provider value={has}>{children}</context.Provider>;
}

export function useHasPortals(): boolean {
  return useContext(context);
}
