import type { Sighting } from '@/lib/sightings/model';

/** The URL parameter that names the row open beside the table. */
export const OPEN_PARAM = 'row';

const MAX = 500;

/** A row's key: its tool's slug, which holds no `~`, and its device's id. */
export function rowKey({ toolSlug, deviceId }: Pick<Sighting, 'toolSlug' | 'deviceId'>): string {
  return `${toolSlug}~${deviceId}`;
}

export function readOpenRow(text: string | null): string | null {
  return text !== null && text.length <= MAX && text.indexOf('~') > 0 && !text.endsWith('~') ? text : null;
}

/** The tool and device of a key that `readOpenRow` accepted. */
export function partsOfKey(key: string): { toolSlug: string; deviceId: string } {
  const at = key.indexOf('~');
  return { toolSlug: key.slice(0, at), deviceId: key.slice(at + 1) };
}
