import { expect, test } from 'vitest';
import { schemaOf } from '@/lib/kql/schemas';
import { importTables, recognise } from './recognise';

const onlyLogAnalytics = ['_BilledSize', '_IsBillable', 'MachineGroup', 'SourceSystem', 'TenantId', 'TimeGenerated', 'Type'];
const columnsOf = (table: string) => (schemaOf(table)?.columns ?? []).map(({ name }) => name);

test.each(importTables)('an export of %s is told by its columns, from Defender as from Log Analytics', (table) => {
  const ofDefender = columnsOf(table).filter((name) => !onlyLogAnalytics.includes(name));
  const ofLogAnalytics = columnsOf(table).filter((name) => name !== 'Timestamp' && !/Session/.test(name));
  expect([ofDefender, ofLogAnalytics].map((names) => recognise(names, 'export.csv'))).toEqual([{ table }, { table }]);
});

test('of a few columns that several tables have, the table that hunts read is taken, if it is one', () => {
  const few = ['Timestamp', 'DeviceId', 'FileName', 'ReportId'];
  expect(recognise(few, 'export.csv')).toEqual({ table: 'DeviceProcessEvents' });
  expect(recognise(few, 'DeviceFileEvents.csv')).toEqual({ table: 'DeviceFileEvents' });
  expect(recognise([...few, 'FileOriginUrl'], 'export.csv')).toEqual({
    fault: 'its columns fit DeviceEvents, DeviceFileEvents alike; say which table it is of',
  });
});
