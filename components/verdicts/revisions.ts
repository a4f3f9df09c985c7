/** The newest revision of each sighting's verdict that this browser has made itself. Pure but for what it remembers. */
import type { VerdictChanges, VerdictInput } from '@/lib/triage/model';
import { type Decision, type Subject, subjectKey } from './decision';

type Item = VerdictInput['items'][number];

/**
 * Rows on the screen may be older than one's own last change, as selected ones are. Another's change is never among these, so it
 * still is a conflict.
 */
export class OwnRevisions {
  readonly #made = new Map<string, number>();

  /** Takes in what the server answered to a change of these sightings, in their order. */
  made(subjects: Subject[], { changes }: VerdictChanges): void {
    for (const [i, { revision }] of changes.entries()) {
      const subject = subjects[i];
      if (subject) this.#made.set(subjectKey(subject), revision);
    }
  }

  /** The sightings as they are sent: each with the revision that the person has seen. */
  items({ subjects }: Decision): Item[] {
    return subjects.map((subject) => {
      const { tool, deviceId, verdict } = subject;
      const ifRevision = Math.max(verdict.revision, this.#made.get(subjectKey(subject)) ?? 0);
      return { tool, deviceId, ifRevision, ...(verdict.workspace !== undefined && { workspace: verdict.workspace }) };
    });
  }
}
