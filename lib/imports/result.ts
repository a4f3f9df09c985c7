import type { ImportResult } from '@/lib/engines/model';
import { counted, nounFor } from '@/lib/shared/format';
import type { Intake } from './intake';
import type { RawTable } from './raw-table';
import type { SetAside } from './set-aside';

/** Columns that Log Analytics adds to every table. An export without them is not incomplete. */
const bookkeeping = new Set([
  'TenantId',
  'Type',
  'SourceSystem',
  '_BilledSize',
  '_IsBillable',
  'MachineGroup',
  'Timestamp',
  'TimeGenerated',
]);

/** What an import did, for a person. `fresh` has the number of new rows of each raw table. */
export function resultOf(format: string, intake: Intake, fresh: Map<RawTable, number>, setAside: SetAside): ImportResult {
  const tables = intake.raws.map((raw) => {
    const rowsNew = fresh.get(raw) ?? 0;
    return {
      table: raw.table,
      rowsNew,
      rowsAlreadyThere: raw.rows - rowsNew,
      unknownColumns: raw.unknownColumns,
      missingColumns: raw.missingColumns.filter((name) => !bookkeeping.has(name)),
    };
  });
  const notes = [...intake.notes];
  if (tables.length === 0) notes.push('The file holds no rows.');
  for (const { table, displayTimes } of intake.raws) {
    if (displayTimes === 0) continue;
    notes.push(
      `${counted(displayTimes, 'row')} of ${table} ${nounFor(displayTimes, 'gives', 'give')} times in the portal's display form, which has milliseconds at most. ` +
        'The same events exported with all 7 digits would count a second time.',
    );
  }
  return { format, tables, rowsSetAside: setAside.count, setAside: setAside.first, setAsideFile: setAside.path, notes };
}
