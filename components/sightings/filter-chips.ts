/** The filters of a question as words, each with the question without it. Pure. */
import type { HuntSummary } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { type ChoiceField, toggle, toggleChoice } from './question';

export interface Chip {
  key: string;
  field: string;
  value: string;
  not: boolean;
  without: SightingsParams;
}

interface Names {
  tool: (slug: string) => string;
  device: (id: string) => string;
  hunts: Pick<HuntSummary, 'id' | 'name'>[];
  length: (duration: string) => string;
}

const fields: { field: ChoiceField; word: string }[] = [
  { field: 'tool', word: 'Tool' },
  { field: 'device', word: 'Device' },
  { field: 'account', word: 'Account' },
];

export function chipsOf(params: SightingsParams, names: Names): Chip[] {
  const chosen = fields.flatMap(({ field, word }) =>
    params[field].map((choice): Chip => {
      const value = field === 'tool' ? names.tool(choice.value) : field === 'device' ? names.device(choice.value) : choice.value;
      const key = `${field} ${choice.not} ${choice.value}`;
      return { key, field: word, value, not: choice.not, without: toggleChoice(params, field, choice) };
    }),
  );
  const chip = (field: string, value: string, without: Partial<SightingsParams>): Chip => ({
    key: `${field} ${value}`,
    field,
    value,
    not: false,
    without: { ...params, ...without },
  });
  const hunt = names.hunts.find(({ id }) => id.toLowerCase() === params.hunt?.toLowerCase());
  return [
    ...chosen,
    ...params.signal.map((signal) => chip('Signal', signal, { signal: toggle(params.signal, signal) })),
    ...params.verdict.map((verdict) => chip('Verdict', verdict, { verdict: toggle(params.verdict, verdict) })),
    ...(params.hunt === null ? [] : [chip('Hunt', hunt?.name ?? params.hunt, { hunt: null })]),
    ...(params.new === null ? [] : [chip('New', `in the last ${names.length(params.new)}`, { new: null })]),
    ...(params.q === '' ? [] : [chip('Search', params.q, { q: '' })]),
  ];
}
