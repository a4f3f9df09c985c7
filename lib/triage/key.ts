/** A sighting as verdicts name it. Pure. */
import { slugOf } from '@/lib/hunts/model';

/** '' as workspace: in every workspace. */
export interface SightingKey {
  toolSlug: string;
  deviceId: string;
  workspace: string;
}

export const keyText = ({ toolSlug, deviceId, workspace }: SightingKey) => JSON.stringify([toolSlug, deviceId, workspace]);

/** The key of what a person or a script names. */
export function keyOf({ tool, deviceId, workspace = '' }: { tool: string; deviceId: string; workspace?: string | undefined }) {
  return { toolSlug: slugOf(tool), deviceId, workspace };
}
