import { expect, test } from 'vitest';
import type { ImportProgress } from '@/lib/engines/model';
import { SAY_WHICH } from '@/lib/engines/model';
import { beginning } from '@/lib/imports/progress';
import { summary } from './summary';

const begun = beginning('1', 'a.csv', '2026-03-10T12:00:00.0000000Z');
const missingColumns = ['AccountSid', 'LogonId', 'SHA1'];
const table = { table: 'DeviceProcessEvents', rowsNew: 1, rowsAlreadyThere: 0, unknownColumns: [], missingColumns };
const result = { format: 'CSV', tables: [table], rowsSetAside: 0, setAside: [], setAsideFile: null, notes: [] };
const committed: ImportProgress = { ...begun, state: 'committed', result };

test('the columns that a file lacks are counted, and named when asked', () => {
  expect(summary([committed])).toContain('left empty: 3 (--verbose names them)');
  expect(summary([committed])).not.toContain('AccountSid');
  expect(summary([committed], true)).toContain('left empty: AccountSid, LogonId, SHA1');
});

test('a file that fits two tables is told with the option that settles it, another fault without', () => {
  const failed = (fault: string): ImportProgress => ({ ...begun, state: 'failed', fault });
  expect(summary([failed(`its columns fit A and B alike; ${SAY_WHICH}`)])).toContain('(--table TABLE)');
  expect(summary([failed('a.csv is empty')])).not.toContain('--table');
});
