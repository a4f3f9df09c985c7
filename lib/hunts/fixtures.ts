/** A small hunt for tests. */
import type { Signal } from '@/lib/tables/tables';
import { type Hunt, slugOf } from './model';

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
