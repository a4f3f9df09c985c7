/** A little telemetry for the stand-ins' own tests: made in a moment, with a value of every kind that is easily lost. */
import { openStaging } from '@/lib/engines/embedded/staging.server';
import { nothingSql } from '@/lib/engines/embedded/tables';
import { schemaOf } from '@/lib/kql/schemas';
import { sqlIdentifier } from '@/lib/kql/sql/sql';
import { toTicks } from '@/lib/shared/time';

export const NOW = '2026-03-10T12:00:00.0000000Z';
const HOUR = 36_000_000_000n;

/**
 * 96 starts of a process, one an hour back from `NOW` less 0.1 µs, in turn on the devices d0 to d7; 8 certificates seen, one a day; a device's record for
 * each device.
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

/** Imports rows into a DATA_DIR: SQL of the columns given, over the row's number `i`; the others hold nothing. */
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
