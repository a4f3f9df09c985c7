/** Hunts for tests: a small one, and which of the catalogue tests ask when they ask few. */
import type { Signal } from '@/lib/tables/tables';
import { type Hunt, slugOf } from './model';

/**
 * The tools of the sample’s stories, and one that the sample lacks. They are few because Azure’s stand-ins read each hunt again for
 * each question. lib/sightings/every-hunt.test.ts checks what every hunt must do.
 */
const storyTools = ['anydesk', 'realvnc', 'screenconnect', 'supremo', 'teamviewer'];

/** Whether a file of the catalogue is a hunt for one of them. */
export const isOfStories = (file: string): boolean => storyTools.some((tool) => file.startsWith(`${tool}-`));

export function aHunt(tool: string, signal: Signal, id: string): Hunt {
  return {
    id,
    name: `${tool} - ${signal}`,
    description: '',
    requiredDataConnectors: [],
    tactics: [],
    relevantTechniques: [],
    query: '',
    tool,
    toolSlug: slugOf(tool),
    signal,
    confidence: 'high',
    binary: null,
    file: `${id}.yaml`,
  };
}
