/** What of a row can be kept or left out. Pure. */
import { visibleText } from '@/components/ui/visible';
import type { Sighting } from '@/lib/sightings/model';
import type { Choice, SightingsParams } from '@/lib/sightings/params';
import { addChoices, type ChoiceField } from './question';

export interface RowChoice {
  field: ChoiceField;
  /** The words of the menu: `tool AnyDesk`. */
  words: string;
  value: string;
}

const MOST_ACCOUNTS = 5;

/** A device is meant by its id: another may carry the same name, and must not vanish with it. */
export function rowChoices(row: Sighting, column?: string): RowChoice[] {
  const all: RowChoice[] = [
    { field: 'tool', words: row.tool, value: row.toolSlug },
    { field: 'device', words: visibleText(row.deviceName || row.deviceId), value: row.deviceId },
    ...row.accounts
      .slice(0, MOST_ACCOUNTS)
      .map((account) => ({ field: 'account' as const, words: visibleText(account), value: account })),
    ...row.workspaces.map((name) => ({ field: 'workspace' as const, words: visibleText(name), value: name })),
  ];
  if (column === undefined) return all;
  const field = column === 'accounts' ? 'account' : column === 'workspaces' ? 'workspace' : column;
  return all.filter((choice) => choice.field === field);
}

/** Keeping a value replaces what else was kept of that field; leaving out adds to what is left out. */
export function applyChoice(params: SightingsParams, { field, value }: RowChoice, not: boolean): SightingsParams {
  const choice: Choice = { value, not };
  if (not) return addChoices(params, field, [choice]);
  return { ...params, [field]: [choice, ...params[field].filter((other) => other.not && other.value !== value)] };
}
