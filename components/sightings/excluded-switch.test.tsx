import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import { defaultParams } from '@/lib/sightings/params';
import { ExcludedSwitch } from './excluded-switch';

const shown = (excluded: boolean, counts: { sightings: number; events: number } | undefined) =>
  markup(<ExcludedSwitch params={{ ...defaultParams, excluded }} ask={() => undefined} excluded={counts} />);

test('it says how much is excluded and offers to show it; where nothing is, it is not there', () => {
  expect(shown(false, { sightings: 12, events: 340 }).text).toBe('Show 12 excluded');
  expect(shown(false, { sightings: 0, events: 0 }).html).toBe('');
  expect(shown(false, undefined).html).toBe('');
});

test('while they are shown it says so, also before there is an answer', () => {
  expect(shown(true, { sightings: 0, events: 7 }).text).toBe('Hide 7 excluded events');
  for (const nothing of [undefined, { sightings: 0, events: 0 }]) expect(shown(true, nothing).text).toBe('Hide what is excluded');
});
