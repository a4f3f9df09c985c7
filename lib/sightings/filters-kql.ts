/** The filters of a question that its KQL can hold, and those it cannot. Pure. */

import { type Hunt, signalSchema, slugOf } from '@/lib/hunts/model';
import { kqlString } from '@/lib/kql/quote';
import type { Notice } from '@/lib/query/model';
import type { Signal } from '@/lib/tables/tables';
import { type Choice, choiceTest } from './filter-kinds';
import { entriesOf, type FilterName, filterNames, filters } from './filters';
import type { SightingsParams } from './params';

/** Whether a hunt is of a tool that the question is about. */
export function chosenTools({ tool }: SightingsParams): (hunt: Hunt) => boolean {
  const isChosen = choiceTest(tool, slugOf, 'names of one');
  return ({ toolSlug }) => isChosen([toolSlug]);
}

export function chosenSignals({ signal }: SightingsParams): Signal[] {
  return signal.length > 0 ? signal : signalSchema.options;
}

/** A predicate on an event's device; undefined where every device is asked for. */
export function onChosenDevices({ device }: SightingsParams): string | undefined {
  const among = (choices: Choice[]) => {
    const list = choices.map(({ value }) => kqlString(value)).join(', ');
    return `(DeviceId in~ (${list}) or DeviceName in~ (${list}))`;
  };
  const [keep, leave] = [device.filter(({ not }) => !not), device.filter(({ not }) => not)];
  const parts = [...(keep.length > 0 ? [among(keep)] : []), ...(leave.length > 0 ? [`not${among(leave)}`] : [])];
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** Says which filters the KQL does not hold, so that its answer has more rows than the screen. A single hunt's KQL holds none. */
export function filtersLeftOut(params: SightingsParams): Notice[] {
  const isHeld = (name: FilterName) => (params.hunt === null ? filters[name].inKql : name === 'hunt');
  const set = filterNames.filter((name) => entriesOf(name, params).length > 0 && !isHeld(name)).map((name) => filters[name].noun);
  if (set.length === 0) return [];
  const [which, verb] = set.length === 1 ? ['filter', 'is'] : ['filters', 'are'];
  return [{ kind: 'info', message: `The ${which} by ${set.join(', ')} ${verb} not in the KQL: its answer has more rows.` }];
}
