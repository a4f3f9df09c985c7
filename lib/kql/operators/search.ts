/** search and find: they look through all tables, so they are asked in Azure only, and of one workspace. */
import type { Operator } from './operator';

const overAllTables: Operator = { source: null, pipe: null, rows: 'other', columns: 'computed', tables: 'unnamed' };

export const search = overAllTables;
export const find = overAllTables;
