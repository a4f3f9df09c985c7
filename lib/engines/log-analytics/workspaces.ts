/** What each workspace has for whom: asked once, then remembered. */
import { LRUCache } from 'lru-cache';
import { interned } from '@/lib/engines/azure/interned';
import type { Holdings, Tables } from '@/lib/engines/azure/joint-tables';
import { Stale } from '@/lib/engines/azure/tries';
import type { Identity, QueryResult } from '@/lib/engines/engine';
import { type TableSchema, tableSchemas } from '@/lib/kql/schemas';
import type { Workspace } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';
import { readSchemas, schemaQuery } from './schema-query';

/** Puts a query to a workspace and rejects as `ask` does. `once`: what fails is not tried again. */
type Ask = (question: { workspace: Workspace; kql: string; once: boolean }, identity: Identity) => Promise<QueryResult>;

interface Looked {
  by: Identity;
  holdings: Promise<Holdings>;
  /** What it came to; undefined while it is under way. */
  found?: Holdings;
}

/** The most identities to remember, each with all workspaces. */
const MAX_SCOPES = 1000;
const REMEMBERED = 10 * 60_000;
/** How long to remember a workspace that refuses or has no tables: both may change any minute. */
const REMEMBERED_FAULT = 60_000;

export class Workspaces {
  private readonly known;

  /** `clock` counts milliseconds. */
  constructor(
    readonly all: Workspace[],
    private readonly ask: Ask,
    clock: { now(): number } = performance,
  ) {
    this.known = new LRUCache<string, Looked>({ max: MAX_SCOPES * Math.max(1, all.length), perf: clock, ttlResolution: 0 });
  }

  /**
   * What every workspace has for an identity. Those who ask meanwhile share the asking. Rejects when the identity can ask
   * nothing at all; whatever else fails is in the answer.
   */
  holdings(identity: Identity): Promise<Holdings[]> {
    const unknown = this.all.filter((workspace) => !this.known.has(keyOf(workspace, identity)));
    const together = this.together(unknown, identity);
    for (const workspace of unknown) this.remember(workspace, identity, together);
    return Promise.all(this.all.map((workspace) => this.of(workspace, identity)));
  }

  /** These turned out to be wrong: asks anew at the next time, unless it was already asked since. */
  forget(identity: Identity, wrong: Holdings[]): void {
    for (const workspace of this.all) {
      const found = this.known.peek(keyOf(workspace, identity))?.found;
      if (found && wrong.includes(found)) this.known.delete(keyOf(workspace, identity));
    }
  }

  private async of(workspace: Workspace, identity: Identity): Promise<Holdings> {
    const looked = this.known.get(keyOf(workspace, identity)) ?? this.remember(workspace, identity, nothing);
    try {
      return await looked.holdings;
    } catch (error) {
      // Another session of the same person may have lost its sign-in; this one asks by itself then.
      if (looked.by === identity) throw error;
      return await this.of(workspace, identity);
    }
  }

  private remember(workspace: Workspace, identity: Identity, together: Promise<Map<string, Tables>>): Looked {
    const key = keyOf(workspace, identity);
    const looked: Looked = {
      by: identity,
      holdings: together.then((found) => this.look(workspace, found.get(workspace.name), identity)),
    };
    this.known.set(key, looked, { ttl: REMEMBERED });
    const isCurrent = () => this.known.peek(key) === looked;
    looked.holdings.then(
      (found) => {
        looked.found = found;
        const isNothing = found.tables instanceof Fault || found.tables.size === 0;
        if (isNothing && isCurrent()) this.known.set(key, looked, { ttl: REMEMBERED_FAULT });
      },
      () => isCurrent() && this.known.delete(key),
    );
    return looked;
  }

  /**
   * The tables that one query finds in all workspaces. None if a single workspace refuses, because the refusal does not name
   * it.
   */
  private async together(workspaces: Workspace[], identity: Identity): Promise<Map<string, Tables>> {
    const [first, second] = workspaces;
    if (!first || !second) return new Map();
    try {
      return readSchemas(await this.ask({ workspace: first, kql: schemaQuery(workspaces), once: true }, identity));
    } catch (error) {
      return faultOf(error) && new Map();
    }
  }

  /**
   * The tables of a workspace that does not answer for all at once, each asked by itself: one of them may keep the others from
   * answering. The fault when none answers.
   */
  private async oneByOne(workspace: Workspace, identity: Identity, fault: Fault): Promise<Tables | Fault> {
    const looks = tableSchemas.map(async (schema): Promise<{ tables: Tables; isTold: boolean }> => {
      try {
        const answer = await this.ask({ workspace, kql: schemaQuery([workspace], [schema]), once: true }, identity);
        return { tables: readSchemas(answer).get(workspace.name) ?? new Map(), isTold: true };
      } catch (error) {
        const { kind } = faultOf(error);
        return { tables: kind === 'unavailable' ? described(schema) : new Map(), isTold: kind === 'bad-input' };
      }
    });
    const found = await Promise.all(looks);
    if (!found.some(({ isTold }) => isTold)) return fault;
    return sharedOf(new Map(found.flatMap(({ tables }) => [...tables])));
  }

  private async look(workspace: Workspace, found: Tables | undefined, identity: Identity): Promise<Holdings> {
    if (found) return { workspace, tables: sharedOf(found) };
    try {
      const answer = await this.ask({ workspace, kql: schemaQuery([workspace]), once: false }, identity);
      return { workspace, tables: sharedOf(readSchemas(answer).get(workspace.name) ?? new Map()) };
    } catch (error) {
      const fault = faultOf(error);
      if (fault.kind === 'unavailable') return { workspace, tables: await this.oneByOne(workspace, identity, fault) };
      if (fault.kind !== 'bad-input') return { workspace, tables: fault };
      // The query is right, so what has no meaning in it (and is stale) is a union of which no leg is there.
      return { workspace, tables: error instanceof Stale ? new Map() : new Fault('unavailable', fault.message) };
    }
  }
}

/** A table that did not answer counts as having its usual columns; whoever asks it will get the error. */
const described = ({ name, columns }: TableSchema): Tables => new Map([[name, columns]]);

const nothing = Promise.resolve(new Map<string, Tables>());

/** The Fault of a workspace. Throws errors that are not the workspace’s. */
function faultOf(error: unknown): Fault {
  const fault = error instanceof Stale ? error.fault : error;
  if (!(fault instanceof Fault) || fault.kind === 'unauthenticated' || fault.kind === 'cancelled') throw error;
  return fault;
}

const sharedOf = (tables: Tables): Tables => new Map([...tables].map(([name, columns]) => [name, interned(columns)]));

const keyOf = ({ name }: Workspace, { scope }: Identity) => JSON.stringify([name, scope]);
