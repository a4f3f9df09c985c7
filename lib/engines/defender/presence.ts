/** Which of the hunted tables a tenant has for whom: asked once, then remembered. */
import { LRUCache } from 'lru-cache';
import type { Identity } from '@/lib/engines/engine';
import { tableSchemas } from '@/lib/kql/schemas';
import { Fault } from '@/lib/shared/errors';

export type Presence = ReadonlyMap<string, boolean>;

const REMEMBERED = 10 * 60_000;
/** Of a refusal: each asking costs the tenant four calls of its 45 a minute, and a right may be given any minute. */
const REMEMBERED_REFUSAL = 60_000;

interface Asked {
  by: Identity;
  presence: Promise<Presence>;
}

export class Presences {
  private readonly known;

  /** `has`: whether there is a table for an identity. `clock` counts milliseconds. */
  constructor(
    private readonly has: (table: string, identity: Identity) => Promise<boolean>,
    clock: { now(): number } = performance,
  ) {
    this.known = new LRUCache<string, Asked>({ max: 5000, ttl: REMEMBERED, perf: clock, ttlResolution: 0 });
  }

  /** Those who ask meanwhile share the asking. Of what fails only a refusal is remembered, for a minute. */
  of(identity: Identity): Promise<Presence> {
    const known = this.known.get(identity.scope);
    // Another session of the same person may have lost its sign-in; this one asks by itself then.
    if (known)
      return known.presence.catch((error: unknown) => {
        if (known.by === identity || isRefusal(error)) throw error;
        return this.of(identity);
      });
    const asked = { by: identity, presence: this.ask(identity) };
    this.known.set(identity.scope, asked);
    asked.presence.catch((error: unknown) => {
      if (this.known.peek(identity.scope) !== asked) return;
      if (isRefusal(error)) this.known.set(identity.scope, asked, { ttl: REMEMBERED_REFUSAL });
      else this.known.delete(identity.scope);
    });
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

const isRefusal = (error: unknown) => error instanceof Fault && error.kind === 'forbidden';
