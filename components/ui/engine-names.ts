import type { EngineName } from '@/lib/engines/model';

/** What a person calls the engines. */
export const engineNames: Record<EngineName, string> = {
  embedded: 'Local files',
  'log-analytics': 'Log Analytics',
  defender: 'Defender',
};
