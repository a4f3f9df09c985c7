import { Fault } from '@/lib/shared/errors';
import { NUL } from './text';

const MAX_COLUMNS = 1000;
const MAX_LENGTH = 200;

/**
 * The column names of a header, without blanks around them and without Log Analytics' `[UTC]`. Throws a Fault for a time zone other
 * than UTC (the times would be wrong), a nameless column, two of one name (case aside, as DuckDB sees names) and too many columns.
 */
export function columnNames(header: readonly string[], file: string): string[] {
  if (header.length > MAX_COLUMNS)
    throw new Fault(
      'bad-input',
      `${file} has ${header.length} columns; at most ${MAX_COLUMNS} are read. “${header[MAX_COLUMNS]?.slice(0, MAX_LENGTH)}” is the first that is too many.`,
    );
  const names = header.map((raw, index) => columnName(raw, index, file));
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      const both = other === name ? `“${name}” twice` : `“${other}” and “${name}”, which are one name`;
      throw new Fault('bad-input', `${file}: the header names ${both}. Each column may be there once.`);
    }
    seen.set(name.toLowerCase(), name);
  }
  return names;
}

function columnName(raw: string, index: number, file: string): string {
  const text = raw.trim();
  if (text.length > MAX_LENGTH) return named(text, index, file); // the pattern below would take quadratic time
  const [, base = text, zone] = /^(.*?)\s*\[([^\]]*)\]$/s.exec(text) ?? [];
  if (zone !== undefined && /^utc$/i.test(zone.trim())) return named(base, index, file);
  if (zone !== undefined && /time|utc|gmt|[+-]\d/i.test(zone))
    throw new Fault(
      'bad-input',
      `${file}: the times of column “${text}” are not in UTC. Set the portal's display time zone to UTC and export again.`,
    );
  return named(text, index, file);
}

function named(name: string, index: number, file: string): string {
  if (name === '') throw new Fault('bad-input', `${file}: column ${index + 1} of the header has no name.`);
  if (name.length > MAX_LENGTH || name.includes(NUL))
    throw new Fault('bad-input', `${file}: column ${index + 1} of the header has no usable name (“${name.slice(0, 40)}…”).`);
  return name;
}
