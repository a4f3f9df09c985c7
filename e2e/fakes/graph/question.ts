/** What a request asks of `runHuntingQuery`. */
import { z } from 'zod';
import { sha256 } from '@/lib/shared/ids';
import type { Instant } from '@/lib/shared/time';
import { readJson } from '../api/body';
import { type Interval, parseInterval } from '../api/interval';
import { syntaxFault } from '../api/kql-fault';
import type { Answer } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { badQuery, badTimespan, noBody, noQuery } from './faults';

export interface Question {
  kql: string;
  interval: Interval | undefined;
}

/** Graph reads the names of the members in any case. */
const body = z
  .record(z.string(), z.unknown())
  .transform((value) => Object.fromEntries(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each])))
  .pipe(z.object({ query: z.string(), timespan: z.string().nullish() }));

/** Gives the question that a request asks, or the answer that refuses it. The syntax of a question that it gives is sound. */
export async function readQuestion(exchange: Exchange, now: Instant): Promise<Question | Answer> {
  const json = await readJson(exchange);
  if (!json) return noBody();
  const asked = body.safeParse(json.value);
  if (!asked.success || asked.data.query.trim() === '') return noQuery();
  const { query, timespan } = asked.data;
  Object.assign(exchange.entry, { query: sha256(query), timespan: timespan ?? null });
  const interval = timespan ? parseInterval(timespan, now) : undefined;
  if (timespan && !interval) return badTimespan();
  const wrong = syntaxFault(query);
  return wrong ? badQuery(wrong) : { kql: query, interval };
}
