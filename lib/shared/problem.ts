/** RFC 9457 problem details, the body of every error of the API. */
export const PROBLEM_TYPE = 'application/problem+json';

/** `more`: members beyond the standard ones; those that are undefined are left out. */
export function problemBody(status: number, title: string, detail: string, more: object = {}): string {
  return JSON.stringify({ type: 'about:blank', title, status, detail, ...more });
}
