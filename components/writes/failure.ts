/** Why a change failed, in words that say what to do about it. */
import { Problem } from '@/components/ui/fetch';

export interface Failure {
  kind: 'unreached' | 'signed-out' | 'refused' | 'invalid' | 'gone' | 'conflict' | 'unavailable' | 'broken';
  /** What was not done. */
  title: string;
  /** Why, and what helps. */
  detail: string;
  /** Whether the same change may succeed when it is sent again. */
  canRetry: boolean;
  /** For a conflict: what the server holds now, as JSON. */
  current: unknown;
  /** What is wrong with each field, by its path (`items.0.tool`). */
  fields: Record<string, string>;
}

const kinds: Record<number, Failure['kind']> = {
  0: 'unreached',
  400: 'invalid',
  401: 'signed-out',
  403: 'refused',
  404: 'gone',
  409: 'conflict',
  429: 'unavailable',
  503: 'unavailable',
};

const retried: readonly Failure['kind'][] = ['unreached', 'signed-out', 'unavailable', 'broken'];

/** What an error of a change means. `title` says what was not done: “The import was not cancelled”. */
export function failureOf(error: unknown, title: string): Failure {
  const problem = error instanceof Problem ? error : undefined;
  const kind = problem ? (kinds[problem.status] ?? 'broken') : 'broken';
  const { current, fields = {} } = problem?.more ?? {};
  return { kind, title, detail: detailOf(kind, error), canRetry: retried.includes(kind), current, fields };
}

function detailOf(kind: Failure['kind'], error: unknown): string {
  const said = error instanceof Problem ? error.detail : error instanceof Error ? error.message : String(error);
  if (kind === 'signed-out')
    return 'Your session has ended. Sign in in another tab, then try again: nothing on this page is lost.';
  if (kind === 'unreached') return `The server cannot be reached. ${said}`.trim();
  if (kind === 'broken') return said === '' ? 'Something broke in the server. Its log says what.' : said;
  return said;
}
