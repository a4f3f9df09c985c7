/** Every filter of sightings, each fact about it in this one place. Browser-safe. */
import { type Confidence, confidences, signalSchema, slugOf } from '@/lib/hunts/model';
import { parseDuration } from '@/lib/shared/time';
import { type Signal, signalFacts, signals } from '@/lib/tables/tables';
import { type VerdictWord, verdictNames, verdictWordSchema } from '@/lib/triage/model';
import { type Choice, choices, choiceTest, type FilterKind, flag, oneOf, wordsOf } from './filter-kinds';
import { type SeenBy, type Sighting, type SightingFacts, type SightingsPage, seenBys } from './model';

/** The value of each filter, by the name of its URL parameter. */
export interface FilterValues {
  /** Names or slugs, any case. */
  tool: Choice[];
  signal: Signal[];
  /** A hunt's id: rows are then those of the hunt's own text. */
  hunt: string | null;
  /** Words that must all appear in the tool, the device's name or id, or an account; any case. */
  q: string;
  /** Device ids or names, any case. */
  device: Choice[];
  account: Choice[];
  /** Names of workspaces, any case. */
  workspace: Choice[];
  verdict: VerdictWord[];
  /** Names of who owns a verdict, any case; `nobody` where nobody does. */
  owner: Choice[];
  confidence: Confidence[];
  seenBy: SeenBy[];
  /** The id of an exclusion: only sightings that it takes events out of. */
  exclusion: string | null;
  /** Only sightings that are new since `since`. */
  new: boolean;
  /** Only sightings that were first ever seen in the window. */
  first: boolean;
  /** Only sightings that have gone quiet since `since`. */
  quiet: boolean;
  /** Only sightings of devices that the person watches. */
  watched: boolean;
}
export type FilterName = keyof FilterValues;

type Test = (row: SightingFacts) => boolean;
type Facets = SightingsPage['facets'];

interface Filter<T> {
  /** Its name on chips and menus. */
  word: string;
  /** Its name in a sentence about filters. */
  noun: string;
  kind: FilterKind<T>;
  /** Makes the test of a value that filters something. */
  test: (value: T) => Test;
  /** Whether the KQL of a sweep can hold it. */
  inKql: boolean;
  menu?: {
    /** The options of its menu, with how many sightings each has. */
    options: (facets: Facets) => { key: string; name: string; sightings: number }[];
    /** The name of a menu that several filters share; the filter's own word where there is none. */
    on?: string;
    /** Without options there is no menu. */
    onlyIfAny?: true;
  };
  /** The words for each value, if the value itself is no word. */
  names?: Readonly<Record<string, string>>;
  /** What leaving a value out means, if that is not obvious. */
  leavingOut?: string;
  /** The values of a row that the filter can keep or leave out. */
  offers?: (row: Sighting) => { value: string; words: string }[];
}

const lower = (text: string) => text.toLowerCase();

/** A filter by values that a row has, each to keep or to leave out. */
function choiceFilter(
  normal: (text: string) => string,
  values: (row: SightingFacts) => readonly string[],
  are: 'names of one' | 'many',
) {
  const test = (chosen: Choice[]): Test => {
    const passes = choiceTest(chosen, normal, are);
    return (row) => passes(values(row));
  };
  return { kind: choices(normal), test };
}

/** Passes rows in which every word stands, in any case. */
function wordsTest(q: string): Test {
  const words = lower(q)
    .split(/\s+/)
    .filter((word) => word !== '');
  return ({ tool, deviceName, deviceId, accounts }) => {
    const text = lower(`${tool}\n${deviceName}\n${deviceId}\n${accounts.join('\n')}`);
    return words.every((word) => text.includes(word));
  };
}

/** The owner of sightings that nobody owns. */
export const NOBODY = 'nobody';

/** Confidence and signals share one menu, because both say how well a sighting is supported. */
const EVIDENCE = 'Evidence';

const signalNames: Record<string, string> = Object.fromEntries(signals.map((signal) => [signal, signalFacts[signal].word]));
export const confidenceNames: Record<Confidence, string> = { high: 'High', medium: 'Medium', low: 'Low' };
/** What a person reads of it. */
export function seenByName(seenBy: SeenBy): string {
  if (seenBy === 'two-signals') return 'Two signals';
  const only = signals.find((signal) => seenBy === `${signal}-only`);
  if (only) return `${signalFacts[only].word} only`;
  return signals.length > 3 ? 'Three or more signals' : 'Three signals';
}

/** A row's cell offers its first accounts: a menu of hundreds helps nobody. */
const MAX_OFFERED = 5;
const offer = (value: string) => ({ value, words: value });

/** The filters in the order of the URL and of the chips. */
export const filters: { readonly [Name in FilterName]: Filter<FilterValues[Name]> } = {
  tool: {
    word: 'Tool',
    noun: 'tool',
    ...choiceFilter(slugOf, ({ toolSlug }) => [toolSlug], 'names of one'),
    inKql: true,
    menu: { options: ({ tools }) => tools.map(({ slug, tool, sightings }) => ({ key: slug, name: tool, sightings })) },
    offers: ({ tool, toolSlug }) => [{ value: toolSlug, words: tool }],
  },
  signal: {
    word: 'Signal',
    noun: 'signal',
    kind: wordsOf((text) => signalSchema.safeParse(text).data),
    // Rows are narrowed to the chosen signals before any test; a row that none of them saw has no first event.
    test: () => (row) => row.firstSeen !== '',
    inKql: true,
    names: signalNames,
    menu: {
      options: ({ signals }) =>
        signals.map(({ signal, sightings }) => ({ key: signal, name: signalFacts[signal].word, sightings })),
    },
  },
  hunt: {
    word: 'Hunt',
    noun: 'hunt',
    kind: oneOf<string | null>(null, (text) => text, 'no hunt is chosen'),
    // The rows are the hunt's own answer already.
    test: () => () => true,
    inKql: true,
  },
  q: {
    word: 'Search',
    noun: 'words',
    kind: oneOf<string>('', (text) => text.trim(), 'nothing is searched for'),
    test: wordsTest,
    inKql: false,
  },
  device: {
    word: 'Device',
    noun: 'device',
    ...choiceFilter(lower, ({ deviceId, deviceName }) => [deviceId, deviceName], 'names of one'),
    inKql: true,
    // The value is the id: another device with the same name must not be left out too.
    offers: ({ deviceId, deviceName }) => [{ value: deviceId, words: deviceName || deviceId }],
  },
  account: {
    word: 'Account',
    noun: 'account',
    ...choiceFilter(lower, ({ accounts }) => accounts, 'many'),
    inKql: false,
    leavingOut: 'Hides sightings in which no other account acted',
    offers: ({ accounts }) => accounts.slice(0, MAX_OFFERED).map(offer),
  },
  workspace: {
    word: 'Workspace',
    noun: 'workspace',
    ...choiceFilter(lower, ({ workspaces }) => workspaces, 'many'),
    inKql: false,
    menu: {
      options: ({ workspaces }) => workspaces.map(({ workspace, sightings }) => ({ key: workspace, name: workspace, sightings })),
      onlyIfAny: true,
    },
    leavingOut: 'Hides sightings that are in no other workspace',
    offers: ({ workspaces }) => workspaces.map(offer),
  },
  verdict: {
    word: 'Verdict',
    noun: 'verdict',
    // Older links say `unreviewed`.
    kind: wordsOf((text) => verdictWordSchema.safeParse(text === 'unreviewed' ? 'new' : text).data),
    test:
      (chosen) =>
      ({ verdict }) =>
        chosen.includes(verdict.value) || (verdict.changedSince !== undefined && chosen.includes('changed')),
    inKql: false,
    names: verdictNames,
    menu: {
      options: ({ verdicts }) =>
        verdicts.map(({ verdict, sightings }) => ({ key: verdict, name: verdictNames[verdict], sightings })),
    },
  },
  owner: {
    word: 'Owner',
    noun: 'owner',
    ...choiceFilter(lower, ({ verdict }) => [verdict.owner ?? NOBODY], 'names of one'),
    inKql: false,
    menu: { options: ({ owners }) => owners.map(({ owner, sightings }) => ({ key: owner, name: owner, sightings })) },
    offers: ({ verdict: { owner } }) => (owner === null ? [] : [offer(owner)]),
  },
  confidence: {
    word: 'Confidence',
    noun: 'confidence',
    kind: wordsOf((text) => confidences.find((known) => known === text)),
    test: (chosen) => (row) => chosen.includes(row.confidence),
    inKql: false,
    names: confidenceNames,
    menu: {
      on: EVIDENCE,
      options: (facets) =>
        facets.confidences.map(({ confidence, sightings }) => ({
          key: confidence,
          name: `${confidenceNames[confidence]} confidence`,
          sightings,
        })),
    },
  },
  seenBy: {
    word: 'Seen by',
    noun: 'what saw it',
    kind: wordsOf((text) => seenBys.find((known) => known === text)),
    test: (chosen) => (row) => row.seenBy !== null && chosen.includes(row.seenBy),
    inKql: false,
    names: Object.fromEntries(seenBys.map((seenBy) => [seenBy, seenByName(seenBy)])),
    menu: {
      on: EVIDENCE,
      options: (facets) => facets.seenBys.map(({ seenBy, sightings }) => ({ key: seenBy, name: seenByName(seenBy), sightings })),
    },
  },
  exclusion: {
    word: 'Exclusion',
    noun: 'exclusion',
    kind: oneOf<string | null>(null, (text) => text, 'no exclusion is chosen'),
    test:
      (id) =>
      ({ excluded }) =>
        id !== null && excluded.exclusions.includes(id),
    inKql: false,
  },
  new: {
    word: 'New',
    noun: 'new',
    // Older links say since when here (`new=12h`); parseSightingsParams takes it from there.
    kind: flag((text) => (text === '1' || parseDuration(text) ? true : undefined), 'old sightings are shown too'),
    test: () => (row) => row.isNew,
    inKql: false,
  },
  first: {
    word: 'First ever seen',
    noun: 'first ever seen',
    kind: flag((text) => (text === '1' ? true : undefined), 'sightings that were seen before are shown too'),
    test: () => (row) => row.isFirst,
    inKql: false,
    names: { 1: 'in the window' },
  },
  quiet: {
    word: 'Gone quiet',
    noun: 'gone quiet',
    kind: flag((text) => (text === '1' ? true : undefined), 'sightings that go on are shown too'),
    test: () => (row) => row.isQuiet,
    inKql: false,
    names: { 1: 'sightings' },
  },
  watched: {
    word: 'Watched',
    noun: 'watched devices',
    kind: flag((text) => (text === '1' ? true : undefined), 'all devices are shown'),
    // The sweep is narrowed to the person's own devices before any test.
    test: () => () => true,
    inKql: false,
  },
};

// The keys are those of `filters`, which is a constant.
export const filterNames = Object.keys(filters) as FilterName[];

/** Filters whose values are kept or left out. */
export type ChoiceFilter = { [Name in FilterName]: FilterValues[Name] extends Choice[] ? Name : never }[FilterName];

const isChoiceFilter = (name: FilterName): name is ChoiceFilter => filters[name].offers !== undefined;
export const choiceFilters: readonly ChoiceFilter[] = filterNames.filter(isChoiceFilter);

/** The values of a row that a filter can keep or leave out. */
export function offered(name: FilterName, row: Sighting): { value: string; words: string }[] {
  return filters[name].offers?.(row) ?? [];
}

/** The entries of a filter’s value; empty if it filters nothing. */
export function entriesOf<Name extends FilterName>(name: Name, values: FilterValues): Choice[] {
  return filters[name].kind.entries(values[name]);
}

/** For what a filter leaves out: `test` passes the rows that the filter would pass without it. */
export interface LeavingOut {
  name: FilterName;
  /** Null: all values together that the filter leaves out, if they are several. */
  value: string | null;
  test: Test;
}

export function leavingOut(values: FilterValues): LeavingOut[] {
  const testOf = <Name extends FilterName>(name: Name, entries: Choice[]) => {
    const { kind, test } = filters[name];
    return test(entries.reduce((value, entry) => kind.without(value, entry), values[name]));
  };
  return filterNames.flatMap((name) => {
    const left = entriesOf(name, values).filter(({ not }) => not);
    const each = left.map((entry) => ({ name, value: entry.value, test: testOf(name, [entry]) }));
    return left.length > 1 ? [...each, { name, value: null, test: testOf(name, left) }] : each;
  });
}

/** The tests of the filters that are set. */
export function activeTests(values: FilterValues): { name: FilterName; test: Test }[] {
  const testOf = <Name extends FilterName>(name: Name) => filters[name].test(values[name]);
  return filterNames.filter((name) => entriesOf(name, values).length > 0).map((name) => ({ name, test: testOf(name) }));
}

/** The filter's value without one of its entries. */
export function withoutEntry<Name extends FilterName>(values: FilterValues, name: Name, entry: Choice): FilterValues[Name] {
  return filters[name].kind.without(values[name], entry);
}

export function toggled<Name extends FilterName>(values: FilterValues, name: Name, entry: Choice): FilterValues[Name] {
  return filters[name].kind.toggled(values[name], entry);
}

/** A value for every filter, each made by name. */
export function everyFilter(make: <Name extends FilterName>(name: Name) => FilterValues[Name]): FilterValues {
  // One entry for each name, made for that name.
  return Object.fromEntries(filterNames.map((name) => [name, make(name)])) as unknown as FilterValues;
}
