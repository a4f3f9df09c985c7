/** The forms that a filter's value takes, in the URL and as entries that can be taken away one by one. Browser-safe. */
import type { ParamReader } from '@/lib/query/params';

/** A value to keep or, with `not`, to leave out. Written `anydesk` or `!anydesk`. */
export interface Choice {
  value: string;
  not: boolean;
}

/** How a value of a filter is read, and which entries it has. One without entries filters nothing. */
export interface FilterKind<T> {
  initial: T;
  /** Two texts with the same normal form are the same value. */
  normal: (text: string) => string;
  read: (reader: ParamReader, name: string) => T;
  /** Each is one parameter of the URL and one chip on the screen. */
  entries: (value: T) => Choice[];
  without: (value: T, entry: Choice) => T;
  /** Adds an entry, or takes it away if it was there. */
  toggled: (value: T, entry: Choice) => T;
}

function readChoice(text: string): Choice | undefined {
  const not = text.startsWith('!');
  const value = not ? text.slice(1) : text;
  return value === '' ? undefined : { value, not };
}

/** Any number of values, each to keep or to leave out. */
export function choices(normal: (text: string) => string): FilterKind<Choice[]> {
  return {
    initial: [],
    normal,
    read: (reader, name) => reader.many(name, readChoice),
    entries: (value) => value,
    without: (value, entry) => value.filter((choice) => choice.value !== entry.value || choice.not !== entry.not),
    // The opposite choice of the same value always goes.
    toggled: (value, entry) => {
      const isSame = (choice: Choice) => normal(choice.value) === normal(entry.value);
      const others = value.filter((choice) => !isSame(choice));
      return value.some((choice) => isSame(choice) && choice.not === entry.not) ? others : [...others, entry];
    },
  };
}

/**
 * Makes the test of a filter by values. If some values are to be kept, a row must have one of them. A row is left out by a
 * value in two ways: if its values are names of one thing, by any of them; if they are several things, only if all of them are
 * left out. So a person who leaves out the system’s account still sees rows in which another account acted too.
 */
export function choiceTest(
  chosen: Choice[],
  normal: (text: string) => string,
  values: 'names of one' | 'many',
): (values: readonly string[]) => boolean {
  const keep = new Set(chosen.filter(({ not }) => !not).map(({ value }) => normal(value)));
  const leave = new Set(chosen.filter(({ not }) => not).map(({ value }) => normal(value)));
  const isKept = (those: readonly string[]) => keep.size === 0 || those.some((value) => keep.has(normal(value)));
  const isLeft = (value: string) => leave.has(normal(value));
  if (values === 'many') return (those) => isKept(those) && (those.length === 0 || !those.every(isLeft));
  return (those) => isKept(those) && !those.some(isLeft);
}

const asItIs = (text: string) => text;

/** Any number of known words, each to keep. */
export function wordsOf<T extends string>(read: (text: string) => T | undefined): FilterKind<T[]> {
  return {
    initial: [],
    normal: asItIs,
    read: (reader, name) => reader.many(name, (text) => read(text.toLowerCase())),
    entries: (value) => value.map((word) => ({ value: word, not: false })),
    without: (value, entry) => value.filter((word) => word !== entry.value),
    toggled: (value, entry) => {
      const word = read(entry.value);
      if (word === undefined) return value;
      return value.includes(word) ? value.filter((other) => other !== word) : [...value, word];
    },
  };
}

/** One text or none. `instead` says what is shown if it cannot be read. */
export function oneOf<T extends string | null>(
  initial: T,
  read: (text: string) => T | undefined,
  instead: string,
): FilterKind<T> {
  return {
    initial,
    normal: asItIs,
    read: (reader, name) => reader.one(name, read, initial, instead),
    entries: (value) => (value === null || value === initial ? [] : [{ value, not: false }]),
    without: () => initial,
    toggled: (value, entry) => (value === entry.value ? initial : (read(entry.value) ?? value)),
  };
}

/** On or off; on is written as 1. `instead` says what is shown if it cannot be read. */
export function flag(read: (text: string) => boolean | undefined, instead: string): FilterKind<boolean> {
  return {
    initial: false,
    normal: asItIs,
    read: (reader, name) => reader.one(name, read, false, instead),
    entries: (value) => (value ? [{ value: '1', not: false }] : []),
    without: () => false,
    toggled: (value) => !value,
  };
}
