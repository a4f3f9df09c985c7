/** How the body of each service's answers is read. Pure, so that any thread may. */
import { readAnswer as readDefender } from '../defender/response';
import { readAnswer as readLogAnalytics } from '../log-analytics/response';
import type { Failure } from './failure';
import type { Table } from './service';

export type ReaderName = 'log-analytics' | 'defender';

/** The table of a body, or why it is no whole answer. `isFuzzy`: the query passes over tables that are not there. */
export const readers: Record<ReaderName, (text: string, isFuzzy: boolean) => Table | Failure> = {
  'log-analytics': readLogAnalytics,
  defender: readDefender,
};
