/** The set filters in words, each with the question that remains without it. Pure. */
import { seedOfLeftOut } from '@/components/exclusions/made-from';
import type { HuntSummary } from '@/lib/catalogue/model';
import type { Seed } from '@/lib/exclusions/params';
import type { Choice } from '@/lib/sightings/filter-kinds';
import { entriesOf, type FilterName, filterNames, filters } from '@/lib/sightings/filters';
import type { LeftOut } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { without } from './question';

export interface Chip {
  key: string;
  field: string;
  value: string;
  /** The whole text, shown on hover. */
  whole?: string | undefined;
  not: boolean;
  /** If it stands for several values that are left out: the chip of each. */
  each?: Chip[];
  /** How many of those `value` does not name. */
  more?: number;
  /** If the value is left out: how many sightings that hides. */
  hides?: number | undefined;
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

/**
 * One chip for each value to keep, and one for all values that a filter leaves out. `leftOut`: how many sightings they hide, once the
 * answer is there.
 */
export function chipsOf(params: SightingsParams, names: Names, leftOut: LeftOut[] = []): Chip[] {
  const said = filterNames.filter((name) => !saidElsewhere.includes(name));
  return said.flatMap((name) => {
    const chips = entriesOf(name, params).map((entry) => chipOf(name, entry, params, names, leftOut));
    const left = chips.filter(({ not }) => not);
    return left.length < 2 ? chips : [...chips.filter(({ not }) => !not), stacked(name, left, params, leftOut)];
  });
}

const hides = (leftOut: LeftOut[], name: FilterName, value: string | null) =>
  leftOut.find((one) => one.filter === name && one.value === value)?.sightings;

function chipOf(name: FilterName, entry: Choice, params: SightingsParams, names: Names, leftOut: LeftOut[]): Chip {
  const shown = shownAs[name]?.(entry.value, names) ?? { value: filters[name].names?.[entry.value] ?? entry.value };
  const chip = {
    key: `${name} ${entry.not} ${entry.value}`,
    field: filters[name].word,
    not: entry.not,
    ...shown,
    without: without(params, name, entry),
  };
  if (!entry.not) return chip;
  const keep = seedOfLeftOut(name, [{ value: entry.value, said: shown.value }]);
  return { ...chip, hides: hides(leftOut, name, entry.value), whole: filters[name].leavingOut, keep };
}

/** Values that a stack of chips names; the others are a number. */
const NAMED = 2;

function stacked(name: FilterName, each: Chip[], params: SightingsParams, leftOut: LeftOut[]): Chip {
  const left = entriesOf(name, params).filter(({ not }) => not);
  const more = Math.max(0, each.length - NAMED);
  const named = each.slice(0, NAMED).map(({ value }) => value);
  return {
    key: `${name} true`,
    field: filters[name].word,
    not: true,
    value: named.join(', '),
    more,
    whole: filters[name].leavingOut,
    hides: hides(leftOut, name, null),
    without: left.reduce((rest, entry) => without(rest, name, entry), params),
    keep: seedOfLeftOut(
      name,
      left.map(({ value }, i) => ({ value, said: each[i]?.value ?? value })),
    ),
    each,
  };
}

/** How many chips are shown before the rest is folded into a count. */
const FOLDED = 6;

/** The chips to show, and how many more there are: a long list must not push the table off the screen. */
export function foldChips(chips: Chip[], isOpen: boolean): { shown: Chip[]; more: number } {
  const shown = isOpen || chips.length <= FOLDED + 1 ? chips : chips.slice(0, FOLDED);
  return { shown, more: chips.length - shown.length };
}
