/** Lets a test choose who asks which engine, in place of the session and the settings. Import this module before the code that asks. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import type { Engine, Identity } from '@/lib/engines/engine';
import { testDatabase } from '@/lib/store/testing';

export interface Asker {
  engine: Engine;
  identity: Identity;
}

const { asker } = vi.hoisted(() => ({ asker: { now: undefined as AsyncLocalStorage<Asker> | undefined } }));
const storage = new AsyncLocalStorage<Asker>();
asker.now = storage;

const principal = { kind: 'person', user: 'alice', name: 'Alice', role: 'Lead', scope: 'local', sameOrigin: true };
vi.mock('@/lib/engines/current.server', () => ({ currentEngine: () => asker.now?.getStore()?.engine }));
vi.mock('@/lib/auth/identity.server', () => ({ identityOf: () => asker.now?.getStore()?.identity }));
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => principal }));
// Questions are recorded and counted by session, and these tests have none.
vi.mock('@/lib/auth/note-question.server', () => ({ noteQuestion: async () => undefined }));
vi.mock('@/lib/query/open-questions.server', () => ({ openQuestion: () => undefined }));

/** Sightings are read with their verdicts, so the tests need a database. */
await testDatabase();

/** Runs `ask` as this asker: with its engine, and its identity's rights. */
export function as<T>(who: Asker, ask: () => Promise<T>): Promise<T> {
  return storage.run(who, ask);
}
