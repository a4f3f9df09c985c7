/** KQL that looks for words in events. Pure. */
import { kqlString } from '@/lib/kql/quote';
import { schemaOf } from '@/lib/kql/schemas';
import { type TableName, tables } from '@/lib/tables/tables';

/** strcat_delim takes 64 arguments (Kusto, strcat_delim function). */
const MAX_COLUMNS = 60;

/** The columns of a table that a person may search by text: texts, ports and process ids. */
function searched(table: TableName): string[] {
  const leftOut: readonly string[] = tables[table].bookkeeping;
  return (schemaOf(table)?.columns ?? []).flatMap(({ name, type }) => {
    if (type === 'string' && !leftOut.includes(name)) return [name];
    return /(Port|ProcessId)$/.test(name) ? [`tostring(${name})`] : [];
  });
}

/** Pipes that keep the events of a table in which every word of `q` stands, each in any column, in any case; '' for none. */
export function searchKql(table: TableName, q: string): string {
  const words = q.split(/\s+/).filter((word) => word !== '');
  const columns = searched(table);
  const texts: string[] = [];
  for (let at = 0; at < columns.length; at += MAX_COLUMNS) {
    texts.push(`strcat_delim(' ', ${columns.slice(at, at + MAX_COLUMNS).join(', ')}, '')`);
  }
  return words.map((word) => `\n| where ${texts.map((text) => `${text} contains ${kqlString(word)}`).join(' or ')}`).join('');
}
