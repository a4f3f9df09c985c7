/** Whether two sweeps asked the same. Pure. */
import type { CompiledCatalogue } from '@/lib/catalogue/compiled';
import { sha256 } from '@/lib/shared/ids';

/** Two catalogues with the same fingerprint ask the same. */
export function fingerprintOf({ hunts }: Pick<CompiledCatalogue, 'hunts'>): string {
  return sha256(JSON.stringify(hunts.map(({ hunt: { id, toolSlug, query } }) => [id, toolSlug, query])));
}
