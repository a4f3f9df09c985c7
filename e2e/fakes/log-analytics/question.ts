/** What a request to the query endpoint asks. */
import { z } from 'zod';
import type { Instant } from '@/lib/shared/time';
import { readJson } from '../api/body';
import { type Interval, parseInterval } from '../api/interval';
import { type Answer, empty } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { badArgument, pathNotFound } from './faults';
import { findWorkspace, type StandInWorkspace } from './workspaces';

export interface Question {
  kql: string;
  /** Where tables are read that the query does not qualify with `workspace()`. The workspace of the path is the first. */
  workspaces: StandInWorkspace[];
  interval: Interval | undefined;
  /** How many milliseconds the client lets the query take. */
  waitMs: number;
  statistics: boolean;
}

const MAX_WORKSPACES = 100;
const DEFAULT_WAIT = 180;
const MAX_WAIT = 600;

const body = z.object({
  query: z.string().min(1),
  timespan: z.string().nullish(),
  workspaces: z.array(z.string()).nullish(),
});

/** Gives the question that a request asks, or the answer that refuses it. */
export async function readQuestion(exchange: Exchange, now: Instant): Promise<Question | Answer> {
  const json = await readJson(exchange);
  // Microsoft documents 200 and an empty answer for a request without a JSON body or without its content type.
  if (!json) return empty(200);
  const workspace = pathWorkspace(exchange.path);
  if (!workspace || exchange.method !== 'POST') return pathNotFound();
  const parsed = body.safeParse(json.value);
  if (!parsed.success) return badArgument({ code: 'InvalidRequestBody', message: 'The request body is not valid.' });
  const { query, timespan, workspaces = [] } = parsed.data;
  const prefer = exchange.header('prefer') ?? '';
  Object.assign(exchange.entry, { prefer: prefer || null, timespan: timespan ?? null });
  const others = (workspaces ?? []).map(findWorkspace);
  if (others.includes(undefined)) return pathNotFound();
  const all = [...new Set([workspace, ...others.filter((each) => each !== undefined)])];
  if (all.length > MAX_WORKSPACES)
    return badArgument({
      code: 'TooManyWorkspaces',
      message: `No more than ${MAX_WORKSPACES} workspaces can be queried at once.`,
    });
  const interval = timespan ? parseInterval(timespan, now) : undefined;
  if (timespan && !interval) return badArgument({ code: 'InvalidTimespan', message: `The timespan '${timespan}' is not valid.` });
  const wait = Number(/\bwait=(\d+)/.exec(prefer)?.[1] ?? DEFAULT_WAIT);
  const waitMs = Math.min(wait, MAX_WAIT) * 1000;
  return { kql: query, workspaces: all, interval, waitMs, statistics: /include-statistics=true/.test(prefer) };
}

/** The workspace of `/v1/workspaces/<id>/query` or `/v1/<resource id>/query`. */
function pathWorkspace(path: string): StandInWorkspace | undefined {
  const [, id, resource] = /^\/v1\/(?:workspaces\/([\w-]+)|\/?(subscriptions\/.+))\/query$/i.exec(decodeURIComponent(path)) ?? [];
  const found = findWorkspace(id ?? `/${resource}`);
  // The path may not name a workspace by its name.
  return found && (id === undefined || id.toLowerCase() === found.customerId) ? found : undefined;
}
