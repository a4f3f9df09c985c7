/** What the server holds after somebody else has decided, and how to decide nevertheless. Pure. */
import type { z } from 'zod';
import { slugOf } from '@/lib/hunts/model';
import { type currentVerdicts, verdictNames } from '@/lib/triage/model';
import { type Decision, subjectKey } from './decision';

type Held = z.infer<typeof currentVerdicts>['items'];

const MAX_TOLD = 5;

/** The present verdicts, one a line. */
export function heldWords(items: Held): string[] {
  const told = items.slice(0, MAX_TOLD).map(({ tool, deviceId, value, by, note }) => {
    const why = note === '' ? '' : ` (“${note.slice(0, 120)}”)`;
    return `${tool} on ${deviceId.slice(0, 12)}: now ${verdictNames[value].toLowerCase()}${by === null ? '' : ` by ${by}`}${why}`;
  });
  return items.length > MAX_TOLD ? [...told, `and ${items.length - MAX_TOLD} more`] : told;
}

/** The same decision, now based on the verdicts that the person has just been shown. */
export function allTheSame({ subjects, choice }: Decision, items: Held): Decision {
  const held = new Map(
    items.map(({ tool, deviceId, ...verdict }) => [subjectKey({ toolSlug: slugOf(tool), deviceId }), verdict]),
  );
  return {
    choice,
    subjects: subjects.map((subject) => ({ ...subject, verdict: held.get(subjectKey(subject)) ?? subject.verdict })),
  };
}
