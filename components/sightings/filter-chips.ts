/** The filters of a question as words, each with the question without it. Pure. */
import type { HuntSummary } from '@/lib/catalogue/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { type ChoiceField, toggle, toggleChoice } from './question';

export interface Chip {
  key: string;
  field: string;
  value: string;
  /** More of it, on hover. */
  whole?: string;
  not: boolean;
  without: SightingsParams;
}

interface Names {
  tool: (slug: string) => string;
  device: (id: string) => string;
  hunts: Pick<HuntSummary, 'id' | 'name' | 'tool' | 'signal'>[];
  length: (duration: string) => string;
}

const fields: { field: ChoiceField; word: string }[] = [
  { field: 'tool', word: 'Tool' },
  { field: 'device', word: 'Device' },
  { field: 'account', word: 'Account' },
  { field: 'workspace', word: 'Workspace' },
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
  const huntChip = (id: string): Chip => {
    const bare = chip('Hunt', hunt ? `${hunt.tool}, ${hunt.signal}` : id, { hunt: null });
    return hunt ? { ...bare, whole: hunt.name } : bare;
  };
  return [
    ...chosen,
    ...params.signal.map((signal) => chip('Signal', signal, { signal: toggle(params.signal, signal) })),
    ...params.verdict.map((verdict) => chip('Verdict', verdict, { verdict: toggle(params.verdict, verdict) })),
    ...(params.hunt === null ? [] : [huntChip(params.hunt)]),
    ...(params.new === null ? [] : [chip('New', `in the last ${names.length(params.new)} of the window`, { new: null })]),
    ...(params.q === '' ? [] : [chip('Search', params.q, { q: '' })]),
  ];
}
