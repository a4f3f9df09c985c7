/** How Graph misbehaves. It depends on the application that asks, since Graph has no workspaces. Each application stands for a tenant of its own. */
import { cutShort, dawdle, FirstOfEach, OneInThree, reset } from '../api/misbehave';
import { type Answer, empty, rawJson } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { wallMs } from '../wall-clock';
import { preempted, throttled, unavailable } from './faults';

export interface MisbehaviourOptions {
  /** How long `slow` takes, in milliseconds. */
  slowMs: number;
  /** `huge` refuses an answer that has more rows than this. */
  hugeRows: number;
  /** For how many seconds `quota` refuses every call once its quota is used up. */
  quotaSeconds: number;
}

export interface Misbehaviour {
  /** Answers in place of the query; undefined lets the query run. */
  instead?(exchange: Exchange, signal: AbortSignal): Promise<Answer | undefined> | Answer | undefined;
  maxRows?: number;
  /** Gives what is sent in place of a sound answer; undefined means that it has broken the connection itself. */
  spoil?(answer: Answer, exchange: Exchange): Answer | undefined;
}

export class Misbehaviours {
  private readonly byName: Record<string, Misbehaviour>;

  constructor({ slowMs, hugeRows, quotaSeconds }: MisbehaviourOptions) {
    const third = new OneInThree();
    const first = new FirstOfEach();
    const sometimes = (name: string, answer: () => Answer): Misbehaviour => ({
      instead: () => (third.hits(name) ? answer() : undefined),
    });
    this.byName = {
      throttled: sometimes('throttled', () => throttled(calls(45), { 'retry-after': '1' })),
      busy: sometimes('busy', () => throttled(calls(45))),
      quota: { instead: quota(quotaSeconds) },
      preempted: sometimes('preempted', preempted),
      unavailable: {
        instead: ({ entry }) => (first.hits(`${entry.user} ${entry.query}`) ? unavailable() : undefined),
      },
      slow: {
        instead: async (_, signal) => {
          await dawdle(slowMs, signal);
          return undefined;
        },
      },
      'empty-504': { instead: () => empty(504) },
      reset: { spoil: (answer, exchange) => (third.hits('reset') ? void reset(exchange) : answer) },
      cut: { spoil: (answer, exchange) => (third.hits('cut') ? void cutShort(exchange, answer) : answer) },
      malformed: { spoil: (answer) => (third.hits('malformed') ? rawJson(200, '{"schema":[{"name":"Ti') : answer) },
      'empty-body': { instead: () => rawJson(200, '') },
      huge: { maxRows: hugeRows },
    };
  }

  of(app: string): Misbehaviour {
    return (Object.hasOwn(this.byName, app) ? this.byName[app] : undefined) ?? {};
  }
}

export const calls = (limit: number) => `API calls quota exceeded! maximum allowed ${limit} per 00:01:00`;

/** The first call uses the quota up, and all calls are refused for some seconds. Then two calls are answered, and the third uses it up again. */
function quota(seconds: number) {
  const third = new OneInThree();
  let until = 0;
  return (): Answer | undefined => {
    const now = wallMs();
    if (now >= until && third.hits('quota')) until = now + seconds * 1000;
    if (now >= until) return undefined;
    const left = Math.ceil((until - now) / 1000);
    return throttled(
      `You have exceeded processing resources allocated to this tenant. You can run queries again in ${left} seconds.`,
    );
  };
}
