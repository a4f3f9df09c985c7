/** From names as certificates and version info write them to the terms by which KQL’s `has` finds them. Pure. */

const legalForm =
  /[,.\s]+(?:inc|llc|ltd|limited|gmbh|ag|corp|corporation|company|co|pte|pty|s\.?r\.?l|s\.?à ?r\.?l|s\.?a\.?r\.?l|d\.o\.o|sas|ltda|oü|oy|ab|bvba|sia|s\.?a)\.?$/i;

/**
 * A name without its legal form, since certificates and version info write that in many ways: `AnyDesk Software GmbH` →
 * `AnyDesk Software`. A name that is one short word then, such as `Enter Srl`, stays whole: alone it would mean other things.
 */
export function termOf(name: string): string {
  let term = name.trim();
  for (let shorter = without(term); shorter !== term; shorter = without(term)) term = shorter;
  return /\s/.test(term) || term.length >= 7 ? term : name.trim();
}

const without = (name: string) => name.replace(legalForm, '').trim();

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether KQL’s `has` finds a term in a text: in any case, not inside a longer word. */
function hasTerm(text: string, term: string): boolean {
  const edge = '[\\p{L}\\p{N}]';
  return new RegExp(`(?<!${edge})${escaped(term)}(?!${edge})`, 'iu').test(text);
}

/** Terms without those that another one finds already: of `teamviewer.com` and `router15.teamviewer.com`, the first. */
export function fewestTerms(terms: string[]): string[] {
  const unique = terms.filter((term, i) => terms.findIndex((other) => other.toLowerCase() === term.toLowerCase()) === i);
  return unique.filter((term) => !unique.some((other) => other !== term && hasTerm(term, other)));
}
