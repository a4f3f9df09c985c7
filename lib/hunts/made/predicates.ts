/** What the hunts of a tool look for: `where` terms made of its facts. Pure. */
import { kqlString } from '@/lib/kql/quote';
import type { ToolFacts } from '@/lib/tools/model';
import { fewestTerms, termOf } from './terms';

/** A column and what it is compared with, such as `FileName =~ 'AnyDesk.exe'`; none when there is nothing to compare with. */
function compare(column: string, one: string, many: string, values: string[]): string[] {
  const [first, ...others] = values;
  if (first === undefined) return [];
  const list = `(${values.map(kqlString).join(', ')})`;
  return [others.length === 0 ? `${column} ${one} ${kqlString(first)}` : `${column} ${many} ${list}`];
}

const has = (column: string, names: string[]) => compare(column, 'has', 'has_any', fewestTerms(names));
const named = (column: string, files: string[]) => compare(column, '=~', 'in~', files);

/** Programs of the tool by their version info; `prefix` is that of the columns. */
export function byVersionInfo({ companies, products }: ToolFacts, prefix: '' | 'Initiating' = ''): string[] {
  return [
    ...has(`${prefix}ProcessVersionInfoCompanyName`, companies.map(termOf)),
    ...has(`${prefix}ProcessVersionInfoProductName`, products),
  ];
}

/** Programs of the tool by name, original name and folder. */
export function byFile({ files, filePrefixes, folders }: ToolFacts): string[] {
  return [
    ...named('FileName', withoutPrefix(files, filePrefixes)),
    ...filePrefixes.map((prefix) => `FileName startswith ${kqlString(prefix)}`),
    ...named('ProcessVersionInfoOriginalFileName', files),
    ...has('FolderPath', folders),
  ];
}

/** Finds programs around the tool: updaters, crash handlers, installers. */
export function byHelper({ helpers }: ToolFacts): string[] {
  return [...named('FileName', helpers), ...named('ProcessVersionInfoOriginalFileName', helpers)];
}

export function byServer({ domains, relays }: ToolFacts): string[] {
  return has('RemoteUrl', [...domains, ...relays]);
}

export function byActor({ files, filePrefixes }: ToolFacts): string[] {
  return [
    ...named('InitiatingProcessFileName', withoutPrefix(files, filePrefixes)),
    ...filePrefixes.map((prefix) => `InitiatingProcessFileName startswith ${kqlString(prefix)}`),
  ];
}

export function bySigner(signers: string[]): string[] {
  return has('Signer', signers.map(termOf));
}

function withoutPrefix(files: string[], prefixes: string[]): string[] {
  return files.filter((file) => !prefixes.some((prefix) => file.toLowerCase().startsWith(prefix.toLowerCase())));
}
