/** What a verdict knew of a sighting, compared with what is there now. Pure. */

import { minuteWords } from '@/lib/shared/format';
import { sha256 } from '@/lib/shared/ids';
import type { Instant } from '@/lib/shared/time';
import { type TraitChange, type TraitName, traitNames } from './model';
import { MAX_VALUES } from './traits-kql';

/** The distinct values of each trait of a sighting. */
export type Traits = Partial<Record<TraitName, string[]>>;

/** A sighting whatever its workspace. */
export const sightingText = ({ toolSlug, deviceId }: { toolSlug: string; deviceId: string }) => `${toolSlug} ${deviceId}`;

/** The stored form of a value: it can be recognised, but holds no telemetry. */
const hashOf = (trait: TraitName, value: string) => `${trait}:${sha256(value).slice(0, 16)}`;

/** Stored for a trait with more values than are compared. */
const manyOf = (trait: TraitName) => `${trait}:many`;

export function hashesOf(traits: Traits): string[] {
  return traitNames.flatMap((trait) => {
    const values = traits[trait] ?? [];
    return values.length > MAX_VALUES ? [manyOf(trait)] : values.map((value) => hashOf(trait, value));
  });
}

export interface Decision {
  /** Null if the sighting could not be read when it was decided. */
  known: readonly string[] | null;
  reviewAt: Instant | null;
}

/** Why a decided sighting must be looked at again, as of `now`; empty if nothing has changed. */
export function changesSince({ known, reviewAt }: Decision, traits: Traits | undefined, now: Instant): TraitChange[] {
  const changes: TraitChange[] = [];
  if (reviewAt !== null && reviewAt <= now) changes.push({ what: 'review', values: [reviewAt] });
  if (traits === undefined) return changes;
  if (known === null) return [...changes, { what: 'unknown', values: [] }];
  const knew = new Set(known);
  for (const trait of traitNames) {
    const values = traits[trait] ?? [];
    if (knew.has(manyOf(trait))) continue;
    const strange = values.filter((value) => !knew.has(hashOf(trait, value)));
    if (strange.length > 0) changes.push({ what: trait, values: strange });
  }
  return changes;
}

const words: Record<TraitName, string> = {
  account: 'new account',
  path: 'new path',
  hash: 'new hash',
  signer: 'new signer',
  remote: 'new remote address',
  commandLine: 'new command line',
};
const MAX_TOLD = 3;

/** A change in words, for a row of an answer. */
export function changeWords({ what, values }: TraitChange): string {
  if (what === 'review') return `review was due ${values.map((due) => minuteWords(due)).join(', ')}`;
  if (what === 'unknown') return 'the telemetry could not be read when it was decided';
  const told = values.slice(0, MAX_TOLD).join(', ');
  return `${words[what]}: ${told}${values.length > MAX_TOLD ? ` and ${values.length - MAX_TOLD} more` : ''}`;
}

const MAX_LISTED = 10;

/** A change for a panel, value by value. */
export const listedChange = ({ what, values }: TraitChange) => ({
  what,
  values: values.slice(0, MAX_LISTED),
  more: Math.max(0, values.length - MAX_LISTED),
});
