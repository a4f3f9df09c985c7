/** What the catalogue's hunts cost, in words. Pure. */
import type { HuntSummary } from '@/lib/catalogue/model';
import { counted, formatCount } from '@/lib/shared/format';
import type { ToolsPage } from '@/lib/tool-profiles/model';
import { whyAlone } from './tool-rows';

/**
 * How many hunts share the scan of a table, how many run alone, and how long the last sweep took for each table, if that is
 * known.
 */
export function costWords(hunts: HuntSummary[], took: ToolsPage['took'] | undefined): string {
  const asked = hunts.filter(({ fault, missingTable }) => fault === null && missingTable === null);
  const alone = asked.filter((hunt) => whyAlone(hunt) !== null).length;
  const tables = new Set(asked.map(({ table }) => table)).size;
  const shared = `A sweep asks ${formatCount(asked.length - alone)} of them together, by one scan of ${tables === 1 ? 'one table' : `each of ${counted(tables, 'table')}`}`;
  const others = alone === 0 ? '.' : `, and ${formatCount(alone)} alone.`;
  if (!took || took.length === 0) return shared + others;
  return `${shared}${others} The last sweep over 30 days took ${took.map(({ table, seconds }) => `${seconds.toFixed(1)} s for ${table}`).join(', ')}.`;
}
