/**
 * One value for the whole server process. Next bundles each route by itself, and its dev server loads modules anew, so a
 * module's own variable exists several times over; what must be one lives on globalThis.
 */
export function processWide<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`rmm-sightings.${name}`);
  const holder: typeof globalThis & { [key]?: T } = globalThis;
  holder[key] ??= make();
  return holder[key];
}
