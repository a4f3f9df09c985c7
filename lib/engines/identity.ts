import { Fault } from '@/lib/shared/errors';
import type { Identity } from './engine';

/** The identity for files on this machine: everybody sees the same rows, and no service wants a token. */
export const localIdentity: Identity = {
  scope: 'local',
  token: () => Promise.reject(noToken()),
  challenged: () => Promise.reject(noToken()),
};

const noToken = () => new Fault('unauthenticated', 'This sign-in has no rights in Azure. Sign in with Entra ID.');
