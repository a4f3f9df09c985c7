/** Colours of the palette, `--tool-0` … in globals.css, for both themes. */
export const TOOL_COLORS = 12;

/**
 * Slugs with a colour of their own: the first 12 take the palette as it is, the next 12 a deeper shade of it. Tools that
 * are often seen together stand apart.
 */
const own = [
  ...['anydesk', 'teamviewer', 'screenconnect', 'realvnc', 'splashtop', 'atera', 'rustdesk', 'ninjarmm', 'netsupport-manager'],
  ...['action1', 'meshcentral', 'remote-utilities', 'dwservice', 'simplehelp', 'dameware', 'logmein', 'zoho-assist', 'supremo'],
  ...['ultraviewer', 'fleetdeck', 'beyondtrust', 'tacticalrmm', 'connectwise-automate', 'pulseway'],
];

function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return value;
}

/** The colour of tools that have none of their own. */
export const NEUTRAL = 'var(--tool-other)';

/** The CSS colour of a tool: the same on every screen, in every session, in either theme. */
export function toolColor(slug: string): string {
  const known = own.indexOf(slug);
  const place = known === -1 ? TOOL_COLORS + (hash(slug) % TOOL_COLORS) : known;
  const color = `var(--tool-${place % TOOL_COLORS})`;
  return place < TOOL_COLORS ? color : `color-mix(in oklab, ${color} 58%, var(--ink-1))`;
}
