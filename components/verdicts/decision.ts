/** A decision, and what the screens show of it before the server answers. Pure. */
import type { InfiniteData, QueryKey } from '@tanstack/react-query';
import { type Expected, expected } from '@/components/writes/expected';
import type { DeviceDetail } from '@/lib/devices/model';
import type { Sighting, SightingsPage } from '@/lib/sightings/model';
import { isUnreviewed, type Verdict, type VerdictInput } from '@/lib/triage/model';

/** A sighting to decide. */
export type Subject = Pick<Sighting, 'tool' | 'toolSlug' | 'deviceId' | 'deviceName' | 'verdict'>;

/** What is decided about it. Absent parts stay as they are. */
export type Choice = Omit<VerdictInput, 'items'>;

export interface Decision {
  subjects: Subject[];
  choice: Choice;
}

export const subjectKey = ({ toolSlug, deviceId }: Pick<Subject, 'toolSlug' | 'deviceId'>) => `${toolSlug}~${deviceId}`;

/** The verdict that the server will store, but for its revision and time. It follows the server’s rules. */
export function decided(before: Verdict, { verdict, note, owner, ticket, reviewAt }: Choice, me: string): Verdict {
  const { changedSince: _, changes: __, ...rest } = before;
  const same = before.value === verdict;
  return {
    ...rest,
    value: verdict,
    note: note ?? (same ? before.note : ''),
    owner: owner === undefined ? (before.owner ?? (verdict === 'new' ? null : me)) : owner,
    ticket: ticket === undefined ? before.ticket : ticket,
    reviewAt: reviewAt === undefined ? (same ? before.reviewAt : null) : reviewAt,
    by: me,
    at: null,
  };
}

type Shown = { toolSlug: string; deviceId: string; verdict: Verdict };

/** What the screens show until the server has answered. */
export function expectedOf({ subjects, choice }: Decision, me: string): Expected[] {
  const keys = new Set(subjects.map(subjectKey));
  const change = <Row extends Shown>(row: Row): Row =>
    keys.has(subjectKey(row)) ? { ...row, verdict: decided(row.verdict, choice, me) } : row;
  return [
    expected<InfiniteData<SightingsPage>>(['sightings'], (data) => {
      const pages = data.pages.map((page) => ({ ...page, rows: page.rows.map(change) }));
      const fewer = unreviewedIn(data.pages) - unreviewedIn(pages);
      // The first page carries the figures of the whole answer.
      const [first, ...rest] = pages;
      if (!first) return data;
      const figures = { ...first.figures, unreviewed: first.figures.unreviewed - fewer };
      return { ...data, pages: [{ ...first, figures }, ...rest] };
    }),
    expected<{ row: Sighting } | null>(['sighting'], (data) => data && { ...data, row: change(data.row) }),
    expected<DeviceDetail>(['device'], (data) => ({ ...data, lanes: data.lanes.map(change) })),
  ];
}

const unreviewedIn = (pages: SightingsPage[]) =>
  pages.reduce((sum, { rows }) => sum + rows.filter(({ verdict }) => isUnreviewed(verdict)).length, 0);

/** The queries whose answers a decision changes. */
export const staleAfter: QueryKey[] = [
  ['sightings'],
  ['timeline'],
  ['sighting'],
  ['device'],
  ['tool devices'],
  ['verdict history'],
];
