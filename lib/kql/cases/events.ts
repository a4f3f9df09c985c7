/** Process events for tests: on three devices, each hour of eight days, three events 100 ns apart. */
import { toTicks } from '@/lib/shared/time';
import { type Database, NOW } from './database';

const names = ['vnc.viewer.exe', 'AnyDesk.exe', 'team"viewer.exe', 'win-vnc.exe', 'desk.exe', 'notepad.exe'];

export async function fillEvents({ connection }: Database): Promise<void> {
  const time = `${toTicks(NOW)} - hour * 36000000000 + side - 1`;
  const list = names.map((name) => `'${name}'`).join(', ');
  await connection.run(`
    INSERT INTO "DeviceProcessEvents" BY NAME
    SELECT ${time} AS "Timestamp",
      ${time} + (hour % 3) * 36000000000 AS "TimeGenerated",
      ${time} - 36000000000 AS "ProcessCreationTime",
      'd' || device AS "DeviceId", 'host' || device AS "DeviceName",
      hour % 7 AS "ReportId",
      [${list}][1 + (hour + device * 5) % ${names.length}] AS "FileName",
      CASE WHEN hour % 4 = 0 THEN 'RealVNC Ltd' WHEN hour % 4 = 1 THEN 'notrealvnc' ELSE '' END AS "ProcessVersionInfoCompanyName"
    FROM range(192) AS h(hour), range(3) AS s(side), range(3) AS d(device)`);
}
