/** Makes invisible characters visible. Browser-safe. */

/**
 * Invisible characters: controls, bidi and zero-width marks, odd spaces, tags, fillers, variation selectors, lone surrogates.
 * Attackers write telemetry and use them to make one name look like another.
 */
const unseen =
  /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Zs}\u115f\u1160\u2800\u3164\uffa0]|\p{Variation_Selector}|\u034f|\u17b4|\u17b5/gu;

function mark(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** The text with a visible mark in place of each invisible character: `\n` → `␊`, U+202E → `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text.replace(unseen, mark);
}
