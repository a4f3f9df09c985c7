import { SAY_WHICH } from '@/lib/engines/model';
import { schemaOf } from '@/lib/kql/schemas';
import { isOptional, type TableName, tableNames } from '@/lib/tables/tables';

/** Every table known here is imported, whether hunts read it or not. */
export const importTables = tableNames;
export type ImportTable = TableName;

/** The table that rows belong to, or why it cannot be told. */
export type Recognised = { table: ImportTable } | { fault: string };

const columnsOf = new Map(
  importTables.map((table) => [table, new Set((schemaOf(table)?.columns ?? []).map(({ name }) => name.toLowerCase()))]),
);

/** The table of a name in any case, with or without `AdvancedHunting-` before it; undefined when it is none of ours. */
export function tableOfName(name: string): ImportTable | undefined {
  const wanted = name
    .trim()
    .replace(/^AdvancedHunting-/i, '')
    .toLowerCase();
  return importTables.find((table) => table.toLowerCase() === wanted);
}

/** The table whose name is part of the file's name; undefined when none is, or several are. */
function tableOfFile(fileName: string): ImportTable | undefined {
  const plain = fileName.toLowerCase().replaceAll(/[-_. ]/g, '');
  const found = importTables.filter((table) => plain.includes(table.toLowerCase()));
  return found.length === 1 ? found[0] : undefined;
}

/** The table that a row belongs to, by its columns and by the file's name. */
export function recognise(names: readonly string[], fileName: string): Recognised {
  const fits = importTables.map((table) => ({ table, ...weigh(table, names) })).sort((a, b) => b.score - a.score);
  const [best] = fits;
  const alike = fits.filter(({ own, score }) => own > 0 && score === best?.score);
  const byColumns = likeliest(alike);
  const named = tableOfFile(fileName);
  const byName = fits.find(({ table }) => table === named);
  if (byName && byColumns && byColumns.table !== byName.table && byName.foreign > 0)
    return {
      fault: `the file is named after ${byName.table} but its columns are those of ${byColumns.table}; ${SAY_WHICH}`,
    };
  const found = byName ?? byColumns;
  if (found) return { table: found.table };
  return {
    fault:
      alike.length > 1
        ? `its columns fit ${alike.map(({ table }) => table).join(', ')} alike; ${SAY_WHICH}`
        : `its columns (${names.slice(0, 5).join(', ').slice(0, 100)}, …) are of no table known here (${importTables.join(', ')}); ${SAY_WHICH}`,
  };
}

type Fit = ReturnType<typeof weigh> & { table: ImportTable };

/**
 * Chooses among tables that a row’s columns fit equally: the only one whose columns are nearly all there, because
 * DeviceImageLoadEvents has no column that DeviceFileEvents lacks; else the only one that hunts look for tools in, of which a
 * person may have exported few columns.
 */
function likeliest(alike: Fit[]): Fit | undefined {
  const [whole, another] = alike.filter(({ lacking }) => lacking <= NEARLY_NONE);
  if (whole) return another ? undefined : whole;
  const [needed, other] = alike.filter(({ table }) => alike.length === 1 || !isOptional(table));
  return other ? undefined : needed;
}

/** The share of columns that a whole export may lack: those that only one of Defender and Log Analytics has. */
const NEARLY_NONE = 0.2;

/** How many columns are the table's (but not every table's), how many are only of others, and which part of its own is lacking. */
function weigh(table: ImportTable, names: readonly string[]) {
  const columns = columnsOf.get(table) ?? new Set();
  let [own, foreign] = [0, 0];
  for (const name of names) {
    const holders = importTables.filter((other) => columnsOf.get(other)?.has(name.toLowerCase()));
    if (holders.length === importTables.length || holders.length === 0) continue;
    if (holders.includes(table)) own += 1;
    else foreign += 1;
  }
  const there = new Set(names.map((name) => name.toLowerCase()).filter((name) => columns.has(name))).size;
  return { own, foreign, score: own - foreign, lacking: 1 - there / columns.size };
}
