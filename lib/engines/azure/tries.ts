/** What is done about the failures of one query's calls. */
import type { Identity, QueryResult } from '@/lib/engines/engine';
import type { Decision } from '@/lib/engines/throttling/retry';
import { KqlError } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { CallFailure, type Failure } from './failure';
import type { AzureService } from './service';

/** How often a call is tried if the service has no time for it or its answer is broken. */
const BUSY_TRIES = 6;
const BROKEN_TRIES = 4;
const PARTIAL_TRIES = 2;

/** A refusal that may mean that a workspace, a table or a right is gone since it was last looked at. */
export class Stale extends Error {
  override name = 'Stale';
  constructor(
    readonly fault: Fault,
    /** The service's words for the id of the call, where it gave one. */
    readonly about = '',
  ) {
    super(fault.message);
  }

  /** The fault to report if nothing turned out to be stale. */
  get told(): Fault {
    return withWords(this.fault, this.about);
  }
}

/** A place in a query says enough by itself. */
function withWords(fault: Fault, words: string): Fault {
  return fault instanceof KqlError ? fault : new Fault(fault.kind, `${fault.message}${words}`);
}

export class Tries {
  private slow = 0;
  private others = 0;
  /** The last token, and the one that was refused. */
  private held: string | undefined;
  private refused: string | undefined;

  /** `once`: nothing but limits and a refused token is a reason to try again. */
  constructor(
    private readonly service: AzureService,
    private readonly place: string,
    private readonly once: boolean,
  ) {}

  /** How many seconds the service may work on the next call. */
  get wait(): number {
    return this.service.waits[this.slow] ?? this.service.waits[0];
  }

  /** A token for the next call: another one than that which was refused. */
  async token(identity: Identity): Promise<string> {
    this.held = await identity.token([this.service.scope], this.refused);
    return this.held;
  }

  decide(error: unknown): Decision<QueryResult> {
    if (!(error instanceof CallFailure)) return { kind: 'give-up', error };
    const { failure, requestId } = error;
    const entry = { place: this.place, failure: failure.kind, requestId };
    // A connection that idled too long is nothing to hear of.
    if (failure.kind === 'broken' && failure.unheard && this.others === 0) log().debug(entry, 'a connection was closed');
    else log().warn(entry, `a query of ${this.service.name} failed`);
    return this.next(failure, this.wordsOf(requestId));
  }

  private next(failure: Failure, about: string): Decision<QueryResult> {
    switch (failure.kind) {
      case 'refused':
        return giveUp(failure.stale ? new Stale(failure.fault, about) : withWords(failure.fault, about));
      case 'token':
        return this.withNewToken(failure.fault, about);
      case 'cut':
        return cut(failure.what, failure.result);
      case 'throttled':
        return { kind: 'again', limit: failure.what, after: failure.after, all: true };
      case 'slow':
        this.slow += 1;
        return this.longer(failure.what);
      case 'busy':
        return this.again(failure.what, about, BUSY_TRIES, failure.after);
      case 'broken':
        return this.again(failure.what, about, BROKEN_TRIES, failure.unheard && this.others === 0 ? 'at-once' : undefined);
      case 'partial':
        return this.again(`${this.service.name} read only a part of the data. ${failure.what}`, about, PARTIAL_TRIES);
    }
  }

  private withNewToken(fault: Fault, about: string): Decision<QueryResult> {
    if (this.refused !== undefined) return giveUp(new Stale(fault, about));
    this.refused = this.held;
    return { kind: 'again', limit: fault.message, after: 'at-once', all: false };
  }

  private longer(what: string): Decision<QueryResult> {
    if (this.once || this.slow >= this.service.waits.length) return cut(what);
    return { kind: 'again', limit: what, after: 'at-once', all: false };
  }

  private again(what: string, about: string, most: number, after?: number | 'at-once'): Decision<QueryResult> {
    this.others += 1;
    if (this.others < most && !this.once) return { kind: 'again', limit: what, after, all: false };
    return giveUp(new Fault('unavailable', `${what} ${this.others} tries did not help: ask again later.${about}`));
  }

  private wordsOf(requestId: string | null): string {
    return requestId === null ? '' : ` ${this.service.vendor}’s id of the request is ${requestId.slice(0, 60)}.`;
  }
}

const giveUp = (error: unknown): Decision<QueryResult> => ({ kind: 'give-up', error });

function cut(what: string, result: Pick<QueryResult, 'columns' | 'rows'> = { columns: [], rows: [] }): Decision<QueryResult> {
  return { kind: 'answer', answer: { ...result, partial: [what], cut: true } };
}
