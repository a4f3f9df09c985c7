import 'server-only';
import type { Flow } from '@/lib/engines/model';
import { traffic } from '@/lib/engines/traffic/traffic';
import { beginAsk } from './ask.server';

export interface FlowsAnswer {
  flows: Flow[];
}

/**
 * `GET /api/flows`: what is under way to Azure with the rights of who asks, on this instance. Empty where files on disk are
 * asked. Needs a session.
 */
export async function readFlows(): Promise<FlowsAnswer> {
  const { identity } = await beginAsk();
  return { flows: traffic().flowsOf(identity.scope) };
}
