/** A hunt in Sentinel's YAML form, and what is derived of it. Browser-safe. */
import { z } from 'zod';
import { type Signal, signals } from '@/lib/tables/tables';

export const signalSchema = z.enum(signals);

/** How sure a match is to be the tool. */
export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];
/** Whether a hunt finds the tool itself or programs around it: updaters, crash handlers, installers. */
export const binaries = ['main', 'helper'] as const;
export type Binary = (typeof binaries)[number];

export interface Hunt {
  id: string;
  name: string;
  description: string;
  requiredDataConnectors: { connectorId: string; dataTypes: string[] }[];
  tactics: string[];
  relevantTechniques: string[];
  /** KQL exactly as its author wrote it. */
  query: string;
  /** The product's name, e.g. `RealVNC`, and its URL form, e.g. `realvnc`. */
  tool: string;
  toolSlug: string;
  signal: Signal;
  /** High unless the author says otherwise. */
  confidence: Confidence;
  /** Null for a hunt that finds both, or does not say. */
  binary: Binary | null;
  /** Where it was read from, relative to the catalogue, for messages. */
  file: string;
}

/** `Remote Utilities` → `remote-utilities`. */
export function slugOf(tool: string): string {
  return tool
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
