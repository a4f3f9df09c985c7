/** Which of the hunted tables a tenant has for whom: asked once, then remembered. */
import { LRUCache } from 'lru-cache';
import type { Identity } from '@/lib/engines/engine';
import { tableSchemas } from '@/lib/kql/schemas';

export type Presence = ReadonlyMap<string, boolean>;

const REMEMBERED = 10 * 60_000;

export class Presences {
  private readonly known = new LRUCache<string, { by: Identity; presence: Promise<Presence> }>({ max: 5000, ttl: REMEMBERED });

  /** `has`: whether there is a table for an identity. */
  constructor(private readonly has: (table: string, identity: Identity) => Promise<boolean>) {}

  /** Those who ask meanwhile share the asking. A fault is not remembered. */
  of(identity: Identity): Promise<Presence> {
    const known = this.known.get(identity.scope);
    // Another session of the same person may have lost its sign-in; this one asks by itself then.
    if (known)
      return known.presence.catch((error: unknown) => (known.by === identity ? Promise.reject(error) : this.of(identity)));
    const asked = { by: identity, presence: this.ask(identity) };
    this.known.set(identity.scope, asked);
    asked.presence.catch(() => this.known.peek(identity.scope) === asked && this.known.delete(identity.scope));
    return asked.presence;
  }

  /** Asks anew at the next time. */
  forget({ scope }: Identity): void {
    this.known.delete(scope);
  }

  private async ask(identity: Identity): Promise<Presence> {
    const asked = tableSchemas.map(async ({ name }) => [name, await this.has(name, identity)] as const);
    return new Map(await Promise.all(asked));
  }
}
