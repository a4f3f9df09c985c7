/** The URL state of the hunts page. Browser-safe. */

const MAX_TEXT = 500;

export interface HuntsParams {
  /** Words that must all appear in a hunt: its tool, name, description, tactics, techniques, connectors, file or id. */
  q: string;
}

/** The state in a URL; what cannot be read is left out. Never throws. */
export function parseHuntsParams(search: URLSearchParams): HuntsParams {
  return { q: (search.get('q') ?? '').slice(0, MAX_TEXT) };
}

/** The URL of a state, which `parseHuntsParams` reads back as it was. */
export function writeHuntsParams({ q }: HuntsParams): URLSearchParams {
  return new URLSearchParams(q === '' ? {} : { q });
}
