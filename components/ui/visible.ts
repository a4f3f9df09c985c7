/**
 * Characters that are there but not seen: controls, bidi and zero-width marks, odd spaces, tags, fillers, variation
 * selectors, lone surrogates. Telemetry is written by attackers, who use them to make one name look like another.
 */
const unseen =
  /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Zs}\u115f\u1160\u2800\u3164\uffa0]|\p{Variation_Selector}|\u034f|\u17b4|\u17b5/gu;

function mark(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** The text with every unseen character replaced by a mark that is seen: `\n` → `␊`, U+202E → `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text.replace(unseen, mark);
}

/** Where a long text is cut: its end stays whole, since ends tell files, hosts and switches apart. */
export function splitTail(text: string, tail = 10): { head: string; tail: string } {
  const characters = Array.from(text);
  if (characters.length <= tail * 2) return { head: text, tail: '' };
  return { head: characters.slice(0, -tail).join(''), tail: characters.slice(-tail).join('') };
}

/** A device's name as its host and its domain, the dot with the domain; what is no such name is all host. */
export function splitHost(name: string): { host: string; domain: string } {
  const [, host, domain] = /^([^.\s]*[^.\s\d][^.\s]*)(\.\S+)$/.exec(name) ?? [];
  return host === undefined || domain === undefined ? { host: name, domain: '' } : { host, domain };
}
