/** The latest revision of each verdict that this browser has changed itself. */
import type { VerdictChanges, VerdictInput } from '@/lib/triage/model';
import { type Decision, type Subject, subjectKey } from './decision';

type Item = VerdictInput['items'][number];

/**
 * A row on the screen may be older than the person’s own last change, for example a selected row. Changes of other people are
 * not in here, so those still cause a conflict.
 */
export class OwnRevisions {
  readonly #made = new Map<string, number>();

  /** Keeps the revisions that the server returned for a change of these sightings, in the same order. */
  made(subjects: Subject[], { changes }: VerdictChanges): void {
    for (const [i, { revision }] of changes.entries()) {
      const subject = subjects[i];
      if (subject) this.#made.set(subjectKey(subject), revision);
    }
  }

  /** The sightings as they are sent, each with the latest revision that the person has seen or made. */
  items({ subjects }: Decision): Item[] {
    return subjects.map((subject) => {
      const { tool, deviceId, verdict } = subject;
      const ifRevision = Math.max(verdict.revision, this.#made.get(subjectKey(subject)) ?? 0);
      return { tool, deviceId, ifRevision, ...(verdict.workspace !== undefined && { workspace: verdict.workspace }) };
    });
  }
}
