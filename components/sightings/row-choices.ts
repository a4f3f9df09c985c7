/** What of a row can be kept or left out. Pure. */
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

/** What a row offers to the filters, or only what one of its columns does. */
export function rowChoices(row: Sighting, column?: string): RowChoice[] {
  const only = column !== undefined && isFieldName(column) ? fields[column].filter : null;
  return choiceFilters
    .filter((filter) => column === undefined || filter === only)
    .flatMap((filter) => offered(filter, row).map(({ value, words }) => ({ filter, value, words: visibleText(words) })));
}

/** Keeping a value replaces what else was kept of that field; leaving out adds to what is left out. */
export function applyChoice(params: SightingsParams, { filter, value }: RowChoice, not: boolean): SightingsParams {
  const choice: Choice = { value, not };
  if (not) return addChoices(params, filter, [choice]);
  return { ...params, [filter]: [choice, ...params[filter].filter((other) => other.not && other.value !== value)] };
}
