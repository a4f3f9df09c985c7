/** Tools that are seen most have a colour of their own; the rest share the palette by a hash of their slug. */
const own = [
  'anydesk',
  'teamviewer',
  'screenconnect',
  'realvnc',
  'splashtop',
  'atera',
  'rustdesk',
  'ninjarmm',
  'netsupport-manager',
  'action1',
  'meshcentral',
  'dameware',
];

/** Colours of the palette, `--tool-0` … in globals.css, for both themes. */
export const TOOL_COLORS = 12;

function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return value;
}

/** The CSS colour of a tool: the same on every screen, in every session, in either theme. */
export function toolColor(slug: string): string {
  const place = own.indexOf(slug);
  return `var(--tool-${place === -1 ? hash(slug) % TOOL_COLORS : place})`;
}
