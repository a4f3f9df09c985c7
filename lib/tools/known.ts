import { slugOf } from '@/lib/hunts/model';
import type { ToolFacts } from './model';

/** Tools by slug, also by the slugs of their other names: `ninjaone` → `NinjaRMM`. A tool’s own name comes before another’s alias. */
export function knownTools(tools: ToolFacts[]): (slug: string) => string | undefined {
  const aliases = tools.flatMap(({ name, aliases }) => aliases.map((alias): [string, string] => [slugOf(alias), name]));
  const byName = tools.map(({ slug, name }): [string, string] => [slug, name]);
  const names = new Map([...aliases, ...byName]);
  return (slug) => names.get(slug);
}
