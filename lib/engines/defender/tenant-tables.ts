/**
 * Which tables a tenant has for an identity, and with which columns; asked once, then remembered. An optional table is not
 * asked for but taken to be as described: that saves a call for each, and if it is missing, Defender says so to the hunt that
 * needs it.
 */
import { LRUCache } from 'lru-cache';
import type { HoldingsSource } from '@/lib/engines/azure/engine.server';
import { interned } from '@/lib/engines/azure/interned';
import type { Holdings } from '@/lib/engines/azure/joint-tables';
import { Stale } from '@/lib/engines/azure/tries';
import type { Identity } from '@/lib/engines/engine';
import type { Column } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import type { Workspace } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';
import { isOptional } from '@/lib/tables/tables';
import { defenderSchemas } from './schemas';

/** The one place that is asked. */
export const DEFENDER: Workspace = { name: 'Microsoft Defender', customerId: null, resourceId: null };

const REMEMBERED = 10 * 60_000;
/**
 * How long a refusal or a missing answer is remembered. Each look costs the tenant four of its 45 calls a minute, but both may
 * change any minute.
 */
const REMEMBERED_FAULT = 60_000;

interface Asked {
  by: Identity;
  holdings: Promise<Holdings>;
  /** What it came to; undefined while it is under way. */
  found?: Holdings;
}

export class TenantTables implements HoldingsSource {
  private readonly known;

  /** `columnsOf` asks for a table's columns, and rejects as `ask` does. `clock` counts milliseconds. */
  constructor(
    private readonly columnsOf: (table: string, identity: Identity) => Promise<Column[]>,
    clock: { now(): number } = performance,
  ) {
    this.known = new LRUCache<string, Asked>({ max: 5000, ttl: REMEMBERED, perf: clock, ttlResolution: 0 });
  }

  async holdings(identity: Identity): Promise<Holdings[]> {
    return [await this.of(identity)];
  }

  forget({ scope }: Identity, wrong: Holdings[]): void {
    const found = this.known.peek(scope)?.found;
    if (found && wrong.includes(found)) this.known.delete(scope);
  }

  private of(identity: Identity): Promise<Holdings> {
    const known = this.known.get(identity.scope);
    // Another session of the same person may have lost its sign-in; this one asks by itself then.
    if (known)
      return known.holdings.catch((error: unknown) => {
        if (known.by === identity || isRefusal(error)) throw error;
        return this.of(identity);
      });
    return this.look(identity).holdings;
  }

  private look(identity: Identity): Asked {
    const { scope } = identity;
    const looks = Promise.all(
      defenderSchemas.map((schema) =>
        isOptional(schema.name) ? { ...schema, isAssumed: false } : this.lookAt(schema, identity),
      ),
    );
    const holdings = looks.then((tables): Holdings => {
      const held = tables.flatMap(({ name, columns }) => (columns ? [[name, interned(columns)] as const] : []));
      return { workspace: DEFENDER, tables: new Map(held) };
    });
    const asked: Asked = { by: identity, holdings };
    this.known.set(scope, asked);
    const keep = (ttl: number) => this.known.peek(scope) === asked && this.known.set(scope, asked, { ttl });
    looks.then(
      async (tables) => {
        asked.found = await holdings;
        if (tables.some(({ isAssumed }) => isAssumed)) keep(REMEMBERED_FAULT);
      },
      (error: unknown) => {
        if (isRefusal(error)) keep(REMEMBERED_FAULT);
        else if (this.known.peek(scope) === asked) this.known.delete(scope);
      },
    );
    return asked;
  }

  /**
   * A table that is not there has no columns. A table that does not answer is taken to be as described, because the others may
   * answer; whoever asks it will get the error.
   */
  private async lookAt({ name, columns }: TableSchema, identity: Identity) {
    try {
      return { name, columns: typed(await this.columnsOf(name, identity), columns), isAssumed: false };
    } catch (error) {
      if (error instanceof Stale && error.fault.kind === 'bad-input') return { name, columns: null, isAssumed: false };
      const fault = error instanceof Stale ? error.fault : error;
      if (fault instanceof Fault && fault.kind === 'unavailable') return { name, columns, isAssumed: true };
      throw fault;
    }
  }
}

/**
 * The found columns with the described types: Defender calls AdditionalFields a text, which parse_json() reads as the same
 * dynamic.
 */
function typed(found: Column[], described: Column[]): Column[] {
  const types = new Map(described.map(({ name, type }) => [name, type]));
  return found.map(({ name, type }) => ({ name, type: types.get(name) ?? type }));
}

const isRefusal = (error: unknown) => error instanceof Fault && error.kind === 'forbidden';
