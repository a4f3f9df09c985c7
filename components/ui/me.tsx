'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Session } from '@/lib/auth/model';

/** The person at the screen: the name that their changes carry, and their role. */
export type Me = Pick<Session, 'name' | 'role'>;

const nobody: Me = { name: '', role: 'Viewer' };
const context = createContext<Me>(nobody);

export function MeProvider({ me, children }: { me: Me | null; children: ReactNode }) {
  return <context.Provider value={me ?? nobody}>{children}</context.Provider>;
}

export function useMe(): Me {
  return useContext(context);
}

/** Why this person may change nothing; null if they may. */
export function whyNot({ role }: Me): string | null {
  if (role !== 'Viewer') return null;
  return 'Your role is Viewer, which reads everything and changes nothing. Whoever assigns roles here can change that.';
}
