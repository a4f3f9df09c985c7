/** How a workspace misbehaves, by its name. What happens to one call in three happens to the first, the fourth and so on. */
import { cutShort, dawdle, FirstOfEach, OneInThree, reset } from '../api/misbehave';
import type { AnswerLimits, Rows } from '../api/telemetry';
import { type Answer, empty, page, rawJson } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { badGateway, engineError, insufficientAccess, pathNotFound, throttled, unavailable } from './faults';

export interface MisbehaviourOptions {
  /** How long `slow` takes, in milliseconds. */
  slowMs: number;
  /** How many rows `huge` gives at most. */
  hugeRows: number;
}

export interface Call {
  exchange: Exchange;
  kql: string;
  /** Aborts when the client goes away, or the query's time is over. */
  signal: AbortSignal;
}

export interface Misbehaviour {
  /** Answers in place of the query; undefined lets the query run. */
  instead?(call: Call): Promise<Answer | undefined> | Answer | undefined;
  limits?: Partial<AnswerLimits>;
  /** Leaves rows out, and gives the error that says so. */
  lose?(rows: Rows): { rows: Rows; error: ReturnType<typeof engineError> };
  /** Gives what is sent in place of a sound answer; undefined means that it has broken the connection itself. */
  spoil?(answer: Answer, exchange: Exchange): Answer | undefined;
}

export class Misbehaviours {
  private readonly byName: Record<string, Misbehaviour>;

  constructor({ slowMs, hugeRows }: MisbehaviourOptions) {
    const third = new OneInThree();
    const first = new FirstOfEach();
    const sometimes = (name: string, answer: () => Answer): Misbehaviour => ({
      instead: () => (third.hits(name) ? answer() : undefined),
    });
    this.byName = {
      throttled: sometimes('throttled', () => throttled({ 'retry-after': '1' })),
      busy: sometimes('busy', () => throttled()),
      // It refuses each query of each user once.
      unavailable: {
        instead: ({ exchange: { entry } }) => (first.hits(`${entry.user} ${entry.query}`) ? unavailable() : undefined),
      },
      partial: { lose },
      slow: {
        instead: async ({ signal }) => {
          await dawdle(slowMs, signal);
          return undefined;
        },
      },
      // It refuses every query that names the table, even one for its schema.
      'network-502': { instead: ({ kql }) => (kql.includes('DeviceNetworkEvents') ? badGateway() : undefined) },
      'empty-504': { instead: () => empty(504) },
      'html-504': { instead: () => page(504, '<html><body><h1>504 Gateway Time-out</h1></body></html>') },
      reset: { spoil: (answer, exchange) => (third.hits('reset') ? dealtWith(() => reset(exchange)) : answer) },
      cut: { spoil: (answer, exchange) => (third.hits('cut') ? dealtWith(() => cutShort(exchange, answer)) : answer) },
      malformed: { spoil: (answer) => (third.hits('malformed') ? rawJson(200, '{"tables":[{"name":"Primary') : answer) },
      'empty-body': { instead: () => rawJson(200, '') },
      huge: { limits: { rows: hugeRows } },
      forbidden: { instead: () => insufficientAccess() },
      gone: { instead: () => pathNotFound() },
      // Microsoft documents 204 for a workspace that has no data at all.
      'no-data': { instead: () => empty(204) },
    };
  }

  /** The behaviour of the first of these workspaces that misbehaves. */
  of(names: string[]): Misbehaviour {
    const name = names.find((each) => Object.hasOwn(this.byName, each));
    return (name === undefined ? undefined : this.byName[name]) ?? {};
  }
}

function lose(rows: Rows) {
  const kept = { ...rows, rows: rows.rows.slice(0, Math.floor(rows.rows.length / 2)) };
  return {
    rows: kept,
    error: engineError('Query execution lacks memory resources to complete on one of the nodes.', -2133196799),
  };
}

function dealtWith(deal: () => void): undefined {
  deal();
  return undefined;
}
