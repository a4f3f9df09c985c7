/** What a person chose for themselves, in a cookie that the server reads too, so that nothing flashes. Browser-safe. */
import { z } from 'zod';
import { zoneName } from './hours';
import { parseDuration } from './time';

export const PREFS_COOKIE = 'prefs';
/** The URL parameter with the zone in which a link's times are to be read: `UTC`, or an IANA name. */
export const ZONE_PARAM = 'zone';
/** The default `since`: the beginning of the shift. */
export const SINCE_SHIFT = 'shift';
/** `since` for the person’s last look before this visit. */
export const SINCE_VISIT = 'last-visit';
/** `since` for the publication of a handover; its id follows. */
export const SINCE_HANDOVER = 'handover:';
/** The length of the shift if the team has defined none. */
export const DEFAULT_SHIFT = '12h';

const schema = z.object({
  /** Which clock the screen, copies and exports follow. */
  clock: z.enum(['utc', 'local']).catch('utc'),
  /** The browser's own zone, so that the server writes local times as the browser will. */
  local: zoneName.catch('UTC'),
  /** The `since` of URLs that name none: `shift`, `last-visit` or a length. */
  shift: z
    .string()
    .refine((text) => text === SINCE_SHIFT || text === SINCE_VISIT || parseDuration(text) !== undefined)
    .catch(SINCE_SHIFT),
  /** Columns of the sightings table that are not shown. */
  hidden: z.array(z.string().max(40)).max(40).catch([]),
  /** The id of the view that the sightings page opens with. */
  view: z.string().max(64).nullable().catch(null),
});

export type Prefs = z.infer<typeof schema>;

export const defaultPrefs: Prefs = { clock: 'utc', local: 'UTC', shift: SINCE_SHIFT, hidden: [], view: null };

/** The choices in a cookie's value; whatever cannot be read is its default. Never throws. */
export function parsePrefs(cookie: string | undefined): Prefs {
  if (cookie === undefined || cookie.length > 4000) return defaultPrefs;
  try {
    const parsed = schema.safeParse(JSON.parse(decodeURIComponent(cookie)));
    return parsed.success ? parsed.data : defaultPrefs;
  } catch {
    return defaultPrefs;
  }
}

/** The `document.cookie` text that keeps the choices for a year. */
export function writePrefs(prefs: Prefs): string {
  return `${PREFS_COOKIE}=${encodeURIComponent(JSON.stringify(prefs))}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
