/** Reads the entries of a named list from pasted text or a file. Pure. */
import type { NamedList } from '@/lib/exclusions/model';
import { counted } from '@/lib/shared/format';

export interface ReadEntries {
  entries: string[];
  /** Says what was read and what was left out. */
  said: string[];
}

const headers: Record<NamedList['kind'], RegExp> = {
  accounts: /^(account|accounts|account ?name|user|users|user ?name|upn|user ?principal ?name|searchkey)$/i,
  devices: /^(device|devices|device ?name|device ?id|host|host ?name|computer|searchkey)$/i,
  addresses: /^(address|addresses|ip|ip ?address|ips?|range|ranges|cidr|network|subnet|searchkey)$/i,
};

/** The first field of a CSV line, by RFC 4180 or divided by semicolons or tabs, and whether there are more. */
function firstField(line: string): { value: string; more: boolean } {
  const quoted = /^\s*"((?:[^"]|"")*)"\s*([,;\t].*)?$/.exec(line);
  if (quoted) return { value: (quoted[1] ?? '').replaceAll('""', '"').trim(), more: quoted[2] !== undefined };
  const at = line.search(/[,;\t]/);
  return at === -1 ? { value: line.trim(), more: false } : { value: line.slice(0, at).trim(), more: true };
}

/** One entry a line. A header line is left out, only the first column is read, and each entry is kept once. */
export function readEntries(text: string, kind: NamedList['kind']): ReadEntries {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const fields = lines.map(firstField).filter(({ value }) => value !== '');
  const header = fields[0] && headers[kind].test(fields[0].value) ? fields[0].value : null;
  const rows = header === null ? fields : fields.slice(1);
  const entries = [...new Set(rows.map(({ value }) => value))];
  const wide = rows.filter(({ more }) => more).length;
  return {
    entries,
    said: [
      `${counted(entries.length, 'entry', 'entries')} read.`,
      ...(header === null ? [] : [`The header “${header}” is left out.`]),
      ...(rows.length === entries.length
        ? []
        : [`${counted(rows.length - entries.length, 'repeated entry was', 'repeated entries were')} left out.`]),
      ...(wide === 0 ? [] : [`${counted(wide, 'line has', 'lines have')} several columns; only the first column is read.`]),
    ],
  };
}
