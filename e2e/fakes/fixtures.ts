/** A little telemetry for the stand-ins' own tests. It is made quickly, and holds a value of each kind that is easily lost on the way. */
import { openStaging } from '@/lib/engines/embedded/staging.server';
import { nothingSql } from '@/lib/engines/embedded/tables';
import { schemaOf } from '@/lib/kql/schemas';
import { sqlIdentifier } from '@/lib/kql/sql/sql';
import { toTicks } from '@/lib/shared/time';

export const NOW = '2026-03-10T12:00:00.0000000Z';
const HOUR = 36_000_000_000n;

/**
 * Writes 96 process starts, one an hour back from 0.1 µs before `NOW`, on the devices d0 to d7 in turn; 8 certificates, one a day
 * back from there; and one DeviceInfo record for each device.
 */
export async function makeLittleTelemetry(dataDir: string): Promise<void> {
  const staging = await openStaging(dataDir);
  const last = toTicks(NOW) - 1n;
  const shared = { DeviceId: "'d' || (i % 8)", DeviceName: "'host-' || (i % 8)" };
  const write = (table: string, count: number, columns: Record<string, string>) =>
    staging.writeTable(table, rowsSql(table, count, { ...shared, ...columns }));
  await write('DeviceProcessEvents', 96, {
    Timestamp: `${last} - i * ${HOUR}`,
    ReportId: '9223372036854775807 - i',
    FileName: "'tool-' || (i % 3) || '.exe'",
    IsProcessRemoteSession: 'i % 2 = 0',
    AdditionalFields: `'{"big":9007199254740993}'`,
    _BilledSize: "CASE WHEN i = 0 THEN 'NaN'::DOUBLE ELSE 1.5 END",
  });
  await write('DeviceFileCertificateInfo', 8, {
    Timestamp: `${last} - i * 24 * ${HOUR}`,
    ReportId: 'i',
    Signer: "'Somebody Ltd'",
  });
  await write('DeviceInfo', 8, { Timestamp: `${last}`, ReportId: 'i', OSPlatform: "'Windows11'" });
  await staging.commit();
}

/** Imports `count` rows into a DATA_DIR. `columns` gives SQL over the row's number `i`; a column that it does not name holds nothing. */
export async function writeTable(dataDir: string, table: string, count: number, columns: Record<string, string>): Promise<void> {
  const staging = await openStaging(dataDir);
  await staging.writeTable(table, rowsSql(table, count, columns));
  await staging.commit();
}

const rowsSql = (table: string, count: number, columns: Record<string, string>) =>
  `SELECT ${list(table, columns)} FROM range(${count}) AS r(i)`;

function list(table: string, given: Record<string, string>): string {
  const columns = schemaOf(table)?.columns ?? [];
  return columns.map(({ name, type }) => `${given[name] ?? nothingSql(type)} AS ${sqlIdentifier(name)}`).join(', ');
}
