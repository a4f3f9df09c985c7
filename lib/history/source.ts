/** Whose telemetry a history is of, and why there may be none. */
import type { Engine } from '@/lib/engines/engine';
import { engineOf } from '@/lib/shared/azure-env';
import type { Env } from '@/lib/shared/env';

/** The sample's history is not that of somebody's devices, nor is that of an engine another's. */
export function sourceOf(engine: Pick<Engine, 'name' | 'sample'>): string {
  return engine.sample() ? sampleOf(engine.name) : engine.name;
}

export const sampleOf = (engine: string): string => `${engine}-sample`;
export const isSample = (source: string): boolean => source.endsWith(sampleOf(''));

/** Why no history is kept, for people, with what to set; null where one is kept. */
export function whyOff(
  settings: Pick<Env, 'HISTORY_EVERY' | 'AZURE_IDENTITY' | 'ENGINE' | 'LOG_ANALYTICS_WORKSPACES'>,
): string | null {
  if (settings.HISTORY_EVERY === 'off') return 'HISTORY_EVERY is off. Set it to a time such as 1h.';
  if (engineOf(settings) === 'embedded' || settings.AZURE_IDENTITY === 'app') return null;
  return 'The server has no rights of its own in Azure to sweep with. Set AZURE_IDENTITY=app; docs/azure.md says which rights that takes, and who sees what then.';
}
