/** Which columns of the events give way where there is no room for all. Pure. */

/** In the order in which they go: what the event beside the table shows first goes first. */
const order = ['event-action', 'event-initiator', 'event-report', 'event-workspace', 'event-account', 'event-command'];

interface Sized {
  id: string;
  /** Narrowest that the column gets, in pixels. */
  min: number;
}

/** Ids of the columns to leave out so that the others fit a width; none while the width is unknown (0). */
export function givesWay(columns: Sized[], width: number): string[] {
  if (width === 0) return [];
  const gone: string[] = [];
  let needed = columns.reduce((sum, { min }) => sum + min, 0);
  for (const id of order) {
    if (needed <= width) break;
    const column = columns.find((one) => one.id === id);
    if (!column) continue;
    needed -= column.min;
    gone.push(id);
  }
  return gone;
}
