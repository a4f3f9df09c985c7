import { keepMost } from '@/lib/shared/keep-most';
import { MOST_LISTED } from './model';

/** Of more verdicts than a handover lists: the escalations, then the newest. They come and stay in the order in which they were made. */
export const keptVerdicts = <Verdict extends { to: string }>(made: Verdict[], most = MOST_LISTED): Verdict[] =>
  keepMost(made.toReversed(), most, ({ to }) => to === 'escalated').toReversed();
