import type { EngineName } from '@/lib/engines/model';

/** The engines’ names on the screen. */
export const engineNames: Record<EngineName, string> = {
  embedded: 'Local files',
  'log-analytics': 'Log Analytics',
  defender: 'Defender',
};
