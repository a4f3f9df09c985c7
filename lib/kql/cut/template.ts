/** A text with gaps for the ends of a window and for a prefix: what a cut hunt is made of, as plain data. */
import type { Window } from '@/lib/shared/window';
import { KqlError } from '../model';
import { kqlDatetime } from '../quote';

type Gap = 'from' | 'to' | 'prefix';
/** Texts, with a gap behind each but the last. */
export interface Template {
  texts: string[];
  gaps: Gap[];
}

/** The window with which a hunt is cut, to mark the places of the real window. */
export const markedWindow: Window = { from: '0001-02-03T04:05:06.0708091Z', to: '0001-03-05T07:09:11.1315171Z' };
export const markedPrefix = 'prefixofonehunt0';

const marks: [string, Gap][] = [
  [kqlDatetime(markedWindow.from), 'from'],
  [kqlDatetime(markedWindow.to), 'to'],
  [markedPrefix, 'prefix'],
];

/** Throws a KqlError for a hunt that holds a mark itself, which none has a reason to. */
export function refuseMarks(query: string): void {
  if (marks.some(([mark]) => query.includes(mark)))
    throw new KqlError([{ code: 'hunt', message: 'This hunt holds a text that is kept for cutting hunts.', line: 1, column: 1 }]);
}

/** The text with gaps in place of the marks. */
export function templateOf(text: string): Template {
  const template: Template = { texts: [], gaps: [] };
  let rest = text;
  for (let next = firstMark(rest); next; next = firstMark(rest)) {
    template.texts.push(rest.slice(0, next.at));
    template.gaps.push(next.gap);
    rest = rest.slice(next.at + next.mark.length);
  }
  template.texts.push(rest);
  return template;
}

function firstMark(text: string) {
  const found = marks.map(([mark, gap]) => ({ mark, gap, at: text.indexOf(mark) })).filter(({ at }) => at >= 0);
  return found.sort((a, b) => a.at - b.at)[0];
}

/** The text over a window. */
export function fillTemplate({ texts, gaps }: Template, window: Window, prefix = ''): string {
  const values: Record<Gap, string> = { from: kqlDatetime(window.from), to: kqlDatetime(window.to), prefix };
  return texts.map((text, i) => (i === 0 ? text : `${values[gaps[i - 1] ?? 'prefix']}${text}`)).join('');
}
