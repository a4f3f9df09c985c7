/** How sure a sighting is to be its tool, and what saw it. Pure, and safe in a browser. */
import { type Binary, type Confidence, confidences, type Hunt } from '@/lib/hunts/model';
import type { Signal } from '@/lib/tables/tables';
import type { SeenBy } from './model';

/** What the hunts that matched say together: the confidence of the surest, and whether one of them finds the tool itself. */
export interface Evidence {
  confidence: Confidence;
  /** `helper`: only hunts for what is around the tool say what they find. Null: none says. */
  binary: Binary | null;
}

export const evidenceOf = ({ confidence, binary }: Hunt): Evidence => ({ confidence, binary });

/** Joins two pieces of evidence. */
export function bothEvidence(a: Evidence, b: Evidence): Evidence {
  const surer = confidences.indexOf(a.confidence) <= confidences.indexOf(b.confidence) ? a : b;
  const binary = a.binary === 'main' || b.binary === 'main' ? 'main' : (a.binary ?? b.binary);
  return { confidence: surer.confidence, binary };
}

/** The signals that saw a sighting; null if none did. */
export function seenByOf(parts: readonly { signal: Signal }[]): SeenBy | null {
  const [first, ...others] = new Set(parts.map(({ signal }) => signal));
  if (first === undefined) return null;
  return others.length === 0 ? `${first}-only` : others.length === 1 ? 'two-signals' : 'three-signals';
}
