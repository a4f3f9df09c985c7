/** The values of a row that filters can keep or leave out. Pure. */
import { visibleText } from '@/components/ui/visible';
import { fields, isFieldName } from '@/lib/sightings/fields';
import type { Choice } from '@/lib/sightings/filter-kinds';
import { type ChoiceFilter, choiceFilters, offered } from '@/lib/sightings/filters';
import type { Sighting } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { addChoices } from './question';

export interface RowChoice {
  filter: ChoiceFilter;
  /** The value as a person reads it. */
  words: string;
  value: string;
}

/** The values that a row offers to the filters, or only the values of one column. */
export function rowChoices(row: Sighting, column?: string): RowChoice[] {
  const only = column !== undefined && isFieldName(column) ? fields[column].filter : null;
  return choiceFilters
    .filter((filter) => column === undefined || filter === only)
    .flatMap((filter) => offered(filter, row).map(({ value, words }) => ({ filter, value, words: visibleText(words) })));
}

/**
 * Keeping a value replaces the values of the same field that were kept before. Leaving one out adds it to those that are left
 * out.
 */
export function applyChoice(params: SightingsParams, { filter, value }: RowChoice, not: boolean): SightingsParams {
  const choice: Choice = { value, not };
  if (not) return addChoices(params, filter, [choice]);
  return { ...params, [filter]: [choice, ...params[filter].filter((other) => other.not && other.value !== value)] };
}
