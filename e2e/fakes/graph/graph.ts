/** The stand-in for Microsoft Graph. It answers `runHuntingQuery` only. */
import { BearerCheck, TokenRefused } from '../api/bearer';
import { Gate, Throttled } from '../api/gate';
import { type KqlFault, semanticFault } from '../api/kql-fault';
import type { Telemetry } from '../api/telemetry';
import type { TokenAuthority } from '../entra/entra';
import { GRAPH } from '../entra/tenant';
import { type Answer, rawJson } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { type Service, startService } from '../http/service';
import type { Tls } from '../tls';
import { answerJson } from './answer-json';
import * as faults from './faults';
import { calls, type MisbehaviourOptions, Misbehaviours } from './misbehaviours';
import { readQuestion } from './question';
import { DefenderTables } from './schemas';

interface GraphLimits {
  /** Calls that one tenant may make in a minute. Each application stands for a tenant of its own. */
  calls: number;
  /** The most rows of an answer. Further rows are left out without a notice. */
  rows: number;
  /** The most bytes of all texts of an answer together. */
  bytes: number;
  /** Milliseconds that a query may take. */
  queryMs: number;
}

export interface GraphOptions {
  tls: Tls;
  key: string;
  port?: number | undefined;
  authority: TokenAuthority;
  telemetry: Telemetry;
  limits?: Partial<GraphLimits>;
  misbehaviours?: Partial<MisbehaviourOptions>;
}

/** Microsoft documents 45 calls a minute, 100,000 rows and 3 minutes. An older page adds 124 MB. */
const documented: GraphLimits = { calls: 45, rows: 100_000, bytes: 124_000_000, queryMs: 180_000 };
const PERMISSION = 'ThreatHunting.Read.All';

export async function startGraph(options: GraphOptions): Promise<Service> {
  const api = new Graph(options, { ...documented, ...options.limits });
  return await startService({ ...options, handle: (exchange) => api.answer(exchange) });
}

class Graph {
  private readonly check: BearerCheck;
  private readonly gate: Gate;
  private readonly tables: DefenderTables;
  private readonly misbehaviours: Misbehaviours;

  constructor(
    private readonly options: GraphOptions,
    private readonly limits: GraphLimits,
  ) {
    this.check = new BearerCheck(options.authority, GRAPH);
    this.gate = new Gate({ atOnce: Number.POSITIVE_INFINITY, queued: 0, queueMs: 0, calls: limits.calls, perMs: 60_000 });
    this.tables = new DefenderTables(options.telemetry);
    this.misbehaviours = new Misbehaviours({ slowMs: 8000, hugeRows: 250, quotaSeconds: 2, ...options.misbehaviours });
  }

  async answer(exchange: Exchange): Promise<Answer | undefined> {
    try {
      const caller = await this.check.caller(exchange.header('authorization'));
      Object.assign(exchange.entry, { user: caller.name, app: caller.app.name });
      const segments = exchange.path.split('/').filter((each) => each !== '');
      if (
        exchange.method !== 'POST' ||
        !/^\/v1\.0\/security\/(microsoft\.graph\.security\.)?runHuntingQuery$/i.test(exchange.path)
      )
        return faults.noSuchPath(segments.at(-1) ?? '');
      if (!caller.permissions.includes(PERMISSION)) return faults.refusedCaller(caller, PERMISSION);
      await this.gate.enter(caller.app.name, exchange.gone);
      return await this.hunt(exchange, caller.app.name);
    } catch (error) {
      if (error instanceof TokenRefused) return faults.refusedToken(error);
      if (error instanceof Throttled) return faults.throttled(calls(this.limits.calls));
      throw error;
    }
  }

  private async hunt(exchange: Exchange, app: string): Promise<Answer | undefined> {
    const question = await readQuestion(exchange, this.options.telemetry.now);
    if ('status' in question) return question;
    const over = AbortSignal.timeout(this.limits.queryMs);
    const signal = AbortSignal.any([over, exchange.gone]);
    const misbehaviour = this.misbehaviours.of(app);
    try {
      const instead = await misbehaviour.instead?.(exchange, signal);
      if (instead) return instead;
      const { rows, bytes } = this.limits;
      const max = { rows: misbehaviour.maxRows ?? rows, bytes };
      const found = await this.options.telemetry.run(question.kql, this.tables.view(question.interval), max, signal);
      if (found.cutAt === 'bytes' || (found.cutAt === 'rows' && misbehaviour.maxRows !== undefined)) return faults.tooMuch();
      exchange.entry.rows = found.rows.length;
      const answer = rawJson(200, answerJson(found.columns, found.rows));
      return misbehaviour.spoil ? misbehaviour.spoil(answer, exchange) : answer;
    } catch (error) {
      if (over.aborted) return faults.tooSlow();
      if (signal.aborted) throw error;
      return faults.badQuery(faultOf(error, question.kql));
    }
  }
}

const faultOf = (error: unknown, kql: string): KqlFault => semanticFault(error, { sent: kql, ran: kql, edits: [] });
