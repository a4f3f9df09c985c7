/** The set filters in words, each with the question that remains without it. Pure. */
import { seedOfLeftOut } from '@/components/exclusions/made-from';
import type { HuntSummary } from '@/lib/catalogue/model';
import type { Seed } from '@/lib/exclusions/params';
import { entriesOf, type FilterName, filterNames, filters } from '@/lib/sightings/filters';
import type { LeftOut } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { without } from './question';

export interface Chip {
  key: string;
  field: string;
  value: string;
  /** The whole text, shown on hover. */
  whole?: string;
  not: boolean;
  /** If the value is left out: how many sightings that hides. */
  hides?: number;
  without: SightingsParams;
  /** If the value is left out and events have it: the exclusion that would leave it out for good. */
  keep?: Seed | null;
}

interface Names {
  tool: (slug: string) => string;
  device: (id: string) => string;
  exclusion: (id: string) => string;
  hunts: Pick<HuntSummary, 'id' | 'name' | 'tool' | 'signal'>[];
}

/** How to show a value that is an id: the page knows its name. */
const shownAs: { [Name in FilterName]?: (value: string, names: Names) => Pick<Chip, 'value' | 'whole'> } = {
  tool: (slug, { tool }) => ({ value: tool(slug) }),
  watched: () => ({ value: 'devices', whole: 'Only devices that you watch' }),
  device: (id, { device }) => ({ value: device(id) }),
  exclusion: (id, { exclusion }) => ({ value: exclusion(id) }),
  hunt: (id, { hunts }) => {
    const hunt = hunts.find((one) => one.id.toLowerCase() === id.toLowerCase());
    return hunt ? { value: `${hunt.tool}, ${hunt.signal}`, whole: hunt.name } : { value: id };
  },
};

/** Filters without a chip: a control beside the chips already shows what they hold. */
const saidElsewhere: readonly FilterName[] = ['q', 'new'];

/** `leftOut`: how many sightings each left-out value hides, once the answer is there. */
export function chipsOf(params: SightingsParams, names: Names, leftOut: LeftOut[] = []): Chip[] {
  const hides = (name: FilterName, value: string) => leftOut.find((one) => one.filter === name && one.value === value)?.sightings;
  const said = filterNames.filter((name) => !saidElsewhere.includes(name));
  return said.flatMap((name) =>
    entriesOf(name, params).map((entry) => ({
      key: `${name} ${entry.not} ${entry.value}`,
      field: filters[name].word,
      not: entry.not,
      ...(shownAs[name]?.(entry.value, names) ?? { value: filters[name].names?.[entry.value] ?? entry.value }),
      ...(entry.not ? { hides: hides(name, entry.value), whole: filters[name].leavingOut } : {}),
      without: without(params, name, entry),
      ...(entry.not ? { keep: seedOfLeftOut(name, entry.value, shownAs[name]?.(entry.value, names).value ?? entry.value) } : {}),
    })),
  );
}

/** How many chips are shown before the rest is folded into a count. */
const FOLDED = 6;

/** The chips to show, and how many more there are: a long list must not push the table off the screen. */
export function foldChips(chips: Chip[], isOpen: boolean): { shown: Chip[]; more: number } {
  const shown = isOpen || chips.length <= FOLDED + 1 ? chips : chips.slice(0, FOLDED);
  return { shown, more: chips.length - shown.length };
}
