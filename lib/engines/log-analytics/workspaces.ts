/** What each workspace has for whom: asked once, then remembered. */
import { LRUCache } from 'lru-cache';
import type { Identity } from '@/lib/engines/engine';
import type { Column } from '@/lib/engines/model';
import { tableSchemas } from '@/lib/kql/schemas';
import type { Workspace } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';
import { Stale } from './ask';
import { interned } from './interned';

/** A table there: its columns, null where there is no such table, or why that cannot be told. */
export type Held = Column[] | null | Fault;

export interface Holdings {
  workspace: Workspace;
  tables: ReadonlyMap<string, Held>;
}

interface Looked {
  by: Identity;
  holdings: Promise<Holdings>;
}

const REMEMBERED = 10 * 60_000;
/** Where something refuses: it may be given back any minute. */
const REMEMBERED_FAULT = 60_000;

/** Asks a workspace one query and rejects as `ask` does. */
type AskColumns = (workspace: Workspace, kql: string, identity: Identity) => Promise<Column[]>;

export class Workspaces {
  private readonly known;

  /** `clock` counts milliseconds. */
  constructor(
    readonly all: Workspace[],
    private readonly askColumns: AskColumns,
    clock: { now(): number } = performance,
  ) {
    this.known = new LRUCache<string, Looked>({ max: 5000, perf: clock, ttlResolution: 0 });
  }

  /**
   * What every workspace has for an identity. Those who ask meanwhile share the asking. Rejects when the identity can ask
   * nothing at all; whatever else fails is in the answer.
   */
  holdings(identity: Identity): Promise<Holdings[]> {
    return Promise.all(this.all.map((workspace) => this.of(workspace, identity)));
  }

  /** Asks anew at the next time. */
  forget({ scope }: Identity): void {
    for (const workspace of this.all) this.known.delete(keyOf(workspace, scope));
  }

  private of(workspace: Workspace, identity: Identity): Promise<Holdings> {
    const key = keyOf(workspace, identity.scope);
    const known = this.known.get(key);
    // Another session of the same person may have lost its sign-in; this one asks by itself then.
    if (known)
      return known.holdings.catch((error: unknown) =>
        known.by === identity ? Promise.reject(error) : this.of(workspace, identity),
      );
    const looked = { by: identity, holdings: this.look(workspace, identity) };
    this.known.set(key, looked, { ttl: REMEMBERED });
    const isCurrent = () => this.known.peek(key) === looked;
    looked.holdings.then(
      ({ tables }) => {
        const isWhole = ![...tables.values()].some((held) => held instanceof Fault);
        if (!isWhole && isCurrent()) this.known.set(key, looked, { ttl: REMEMBERED_FAULT });
      },
      () => {
        if (isCurrent()) this.known.delete(key);
      },
    );
    return looked.holdings;
  }

  private async look(workspace: Workspace, identity: Identity): Promise<Holdings> {
    const looked = tableSchemas.map(
      async ({ name }): Promise<[string, Held]> => [name, await this.table(workspace, name, identity)],
    );
    return { workspace, tables: new Map(await Promise.all(looked)) };
  }

  private async table(workspace: Workspace, name: string, identity: Identity): Promise<Held> {
    try {
      return interned(await this.askColumns(workspace, `${name} | take 0`, identity));
    } catch (error) {
      // The query is right, so what Azure's parser refuses is the table's name.
      if (error instanceof Stale) return error.fault.kind === 'bad-input' ? null : error.fault;
      if (!(error instanceof Fault) || error.kind === 'unauthenticated' || error.kind === 'cancelled') throw error;
      return error;
    }
  }
}

const keyOf = ({ name }: Workspace, scope: string) => JSON.stringify([name, scope]);
