/** The stand-in for the Azure Monitor Logs query API. */
import { sha256 } from '@/lib/shared/ids';
import { BearerCheck, TokenRefused } from '../api/bearer';
import { Gate, type GateLimits, Throttled } from '../api/gate';
import type { AnswerLimits, Telemetry } from '../api/telemetry';
import type { TokenAuthority } from '../entra/entra';
import { LOG_ANALYTICS } from '../entra/tenant';
import { type Answer, rawJson } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { type Service, startService } from '../http/service';
import type { Tls } from '../tls';
import { wallMs } from '../wall-clock';
import { answerJson } from './answer-json';
import {
  badQuery,
  partialError,
  refusedCaller,
  refusedToken,
  throttled,
  tooManyBytes,
  tooManyRows,
  tooSlow,
  unresolved,
} from './faults';
import { type Misbehaviour, type MisbehaviourOptions, Misbehaviours } from './misbehaviours';
import { BadQuery, type Plan, plan, Runner } from './query';
import { readQuestion } from './question';

export interface LogAnalyticsOptions {
  tls: Tls;
  key: string;
  port?: number | undefined;
  authority: TokenAuthority;
  telemetry: Telemetry;
  limits?: Partial<GateLimits & AnswerLimits>;
  misbehaviours?: Partial<MisbehaviourOptions>;
}

/** Microsoft documents 5 queries at once, 200 that wait for up to 3 minutes, 200 calls in 30 seconds, 500,000 rows and 64 MB. */
const documented: GateLimits & AnswerLimits = {
  atOnce: 5,
  queued: 200,
  queueMs: 180_000,
  calls: 200,
  perMs: 30_000,
  rows: 500_000,
  bytes: 64_000_000,
};

export async function startLogAnalytics(options: LogAnalyticsOptions): Promise<Service> {
  const api = new LogAnalytics(options, { ...documented, ...options.limits });
  return await startService({ ...options, handle: (exchange) => api.answer(exchange) });
}

class LogAnalytics {
  private readonly check: BearerCheck;
  private readonly gate: Gate;
  private readonly runner: Runner;
  private readonly misbehaviours: Misbehaviours;

  constructor(
    private readonly options: LogAnalyticsOptions,
    private readonly limits: GateLimits & AnswerLimits,
  ) {
    this.check = new BearerCheck(options.authority, LOG_ANALYTICS);
    this.gate = new Gate(limits);
    this.runner = new Runner(options.telemetry);
    this.misbehaviours = new Misbehaviours({ slowMs: 8000, hugeRows: 250, ...options.misbehaviours });
  }

  async answer(exchange: Exchange): Promise<Answer | undefined> {
    let leave: (() => void) | undefined;
    try {
      const caller = await this.check.caller(exchange.header('authorization'));
      Object.assign(exchange.entry, { user: caller.name, app: caller.app.name });
      if (!caller.permissions.includes('Data.Read')) return refusedCaller(caller);
      const question = await readQuestion(exchange, this.options.telemetry.now);
      if ('status' in question) return question;
      exchange.entry.query = sha256(question.kql);
      const asked = wallMs();
      leave = await this.gate.enter(caller.id, exchange.gone);
      const turn = { from: wallMs(), to: null };
      Object.assign(exchange.entry, { queuedMs: turn.from - asked, turn });
      const planned = plan(question);
      exchange.entry.workspaces = planned.workspaces.map(({ name }) => name);
      return await this.run(planned, exchange);
    } catch (error) {
      if (error instanceof TokenRefused) return refusedToken(error);
      if (error instanceof Throttled) return throttled();
      if (error instanceof BadQuery) return badQuery(error.fault);
      throw error;
    } finally {
      if (exchange.entry.turn) exchange.entry.turn.to = wallMs();
      leave?.();
    }
  }

  private async run(planned: Plan, exchange: Exchange): Promise<Answer | undefined> {
    const over = AbortSignal.timeout(planned.question.waitMs);
    const signal = AbortSignal.any([over, exchange.gone]);
    const misbehaviour = this.misbehaviours.of(exchange.entry.workspaces);
    try {
      const instead = await misbehaviour.instead?.({ exchange, signal, kql: planned.question.kql });
      if (instead) return instead;
      const sound = await this.query(planned, misbehaviour, signal);
      exchange.entry.rows = sound.rows;
      return misbehaviour.spoil ? misbehaviour.spoil(sound.answer, exchange) : sound.answer;
    } catch (error) {
      if (over.aborted) return tooSlow();
      throw error;
    }
  }

  private async query(planned: Plan, { limits, lose }: Misbehaviour, signal: AbortSignal) {
    const began = performance.now();
    const max = { ...this.limits, ...limits };
    const whole = await this.runner.run(planned, max, signal);
    const lost = lose?.(whole);
    const { columns, rows } = lost?.rows ?? whole;
    const cut = { rows: tooManyRows, bytes: tooManyBytes };
    const errors = [
      ...(whole.cutAt ? [cut[whole.cutAt](max[whole.cutAt])] : []),
      ...(lost ? [lost.error] : []),
      ...whole.passedOver.map(unresolved),
    ];
    const beside = {
      ...(planned.question.statistics && { statistics: { query: { executionTime: (performance.now() - began) / 1000 } } }),
      ...(errors.length > 0 && { error: partialError(...errors) }),
    };
    return { rows: rows.length, answer: rawJson(200, answerJson({ columns, rows, beside })) };
  }
}
