/** SQL that generates 30 days: which process started when, and by what. All numbers come from hashes, so each run gives the same. */
import type { Ticks } from '@/lib/shared/time';
import { SCHEDULER_AFTER, SERVICES_AFTER, WININIT_AFTER, WININIT_PID, WINLOGON_AFTER, WINLOGON_PID } from '../company/boot';
import * as desk from '../programs/desk';
import * as windows from '../programs/windows';
import type { ProgramIds } from './tables';

const HOUR = 36_000_000_000n;
export const DAY: Ticks = 24n * HOUR;
export const DAYS = 30n;

/**
 * The tables `sessions` (a day a person is there) and `proc`: one row a start. In `proc`, d is the device, t the time, p the
 * program, u whose account (0 the device's user, 1 system, 2 network service); i… is what started it and pp… what started that.
 */
export function startsSql(now: Ticks, programs: ProgramIds): string[] {
  const midnight = now - (now % DAY);
  const id = (program: Parameters<ProgramIds['of']>[0]) => programs.of(program);
  return [
    'CREATE MACRO dice(a, b, c, e) AS (hash(a, b, c, e) % 1000003)::DOUBLE / 1000003',
    'CREATE MACRO pid(a, b, c, e) AS 2000 + 4 * (hash(a, b, c, e) % 7000)::BIGINT',
    // The event's time is a moment after the process was created.
    'CREATE MACRO born(t, pid) AS t - 1 - pid % 20000',
    'CREATE MACRO hours(x) AS CAST(x * 36000000000 AS BIGINT)',
    `CREATE TABLE days AS SELECT range AS day, ${midnight} - range * ${DAY} AS start FROM range(${DAYS + 1n})`,
    // 0001-01-01 was a Monday.
    `CREATE TABLE sessions AS
     SELECT d, day, start + hours(7.4 + 1.6 * dice(d, day, 'in', 0) - ahead) AS arrived, pid(d, day, 'explorer', 0) AS shellPid,
       pid(d, day, 'userinit', 0) AS initPid, (hash(d, day, 'logon') % 2147483647)::BIGINT AS logonId
     FROM dev, days WHERE dice(d, day, 'present', 0) <
       CASE WHEN kind = 'linux' THEN 0 WHEN kind = 'server' THEN 0.15 WHEN (start // ${DAY}) % 7 >= 5 THEN 0.05 ELSE 0.9 END`,
    `CREATE TABLE roots AS
     SELECT d, 'services' AS starter, ${id(windows.services)} AS p, servicesPid AS pid, boot + ${SERVICES_AFTER} AS ct, 'services.exe' AS cmd,
       ${id(windows.wininit)} AS pp, ${WININIT_PID}::BIGINT AS ppid, boot + ${WININIT_AFTER} AS pct FROM dev WHERE kind IN ('server', 'workstation')
     UNION ALL SELECT d, 'scheduler', ${id(windows.svchost)}, schedulerPid, boot + ${SCHEDULER_AFTER}, 'svchost.exe -k netsvcs -p -s Schedule',
       ${id(windows.services)}, servicesPid, boot + ${SERVICES_AFTER} FROM dev WHERE kind IN ('server', 'workstation')
     UNION ALL SELECT d, 'scheduler', ${id(desk.macLaunchd)}, 1, boot, '/sbin/launchd', NULL, NULL, NULL FROM dev WHERE kind = 'mac'
     UNION ALL SELECT d, 'scheduler', ${id(desk.linuxCron)}, 640, boot + ${SERVICES_AFTER}, '/usr/sbin/cron -f -P', ${id(desk.linuxSystemd)}, 1, boot
       FROM dev WHERE kind = 'linux'`,
    ...habitStarts(),
    // One row a process: h and k say which start of which habit it is.
    `CREATE TABLE level1 AS
     SELECT d, arrived + 60000000 AS t, ${id(windows.userinit)} AS p, 0 AS u, 'C:\\Windows\\system32\\userinit.exe' AS cmd, initPid AS pid,
       ${id(windows.winlogon)} AS ip, 1 AS iu, 'winlogon.exe' AS icmd, ${WINLOGON_PID} AS ipid, boot + ${WINLOGON_AFTER} AS ict,
       NULL::INTEGER AS pp, NULL::BIGINT AS ppid, NULL::BIGINT AS pct, logonId, NULL::INTEGER AS h FROM sessions JOIN dev USING (d) WHERE kind IN ('server', 'workstation')
     UNION ALL
     SELECT d, arrived + 80000000, ${id(windows.explorer)}, 0, 'C:\\Windows\\Explorer.EXE', shellPid,
       ${id(windows.userinit)}, 0, 'C:\\Windows\\system32\\userinit.exe', initPid, born(arrived + 60000000, initPid),
       ${id(windows.winlogon)}, ${WINLOGON_PID}, boot + ${WINLOGON_AFTER}, logonId, NULL FROM sessions JOIN dev USING (d) WHERE kind IN ('server', 'workstation')`,
    `CREATE TABLE level2 AS
     SELECT d, t, hab.p, u, command(commands, path, userName, hash(h, d, day, k)) AS cmd, pid(h, d, day, k) AS pid,
       r.p AS ip, 1 AS iu, r.cmd AS icmd, r.pid AS ipid, r.ct AS ict, r.pp, r.ppid, r.pct, 999 AS logonId, h
     FROM starts JOIN hab USING (h) JOIN dev USING (d) JOIN prog ON prog.p = hab.p JOIN roots r USING (d, starter)
     UNION ALL
     SELECT d, t, hab.p, u, command(commands, path, userName, hash(h, d, day, k)), pid(h, d, day, k),
       ${id(windows.explorer)}, 0, 'Explorer.EXE', shellPid, born(arrived + 80000000, shellPid),
       ${id(windows.userinit)}, initPid, born(arrived + 60000000, initPid), logonId, h
     FROM starts JOIN hab USING (h) JOIN dev USING (d) JOIN prog ON prog.p = hab.p JOIN sessions USING (d, day)
     WHERE starter = 'session'`,
    `CREATE TABLE level3 AS
     SELECT d, t + 1000000 + (hash(child, pid, t, j) % 300000000)::BIGINT AS t, childP AS p, childU AS u,
       command(commands, path, userName, hash(child, pid, t, j)) AS cmd, pid(child, pid, t, j) AS pid,
       l.p AS ip, u AS iu, cmd AS icmd, pid AS ipid, born(t, pid) AS ict, ip AS pp, ipid AS ppid, ict AS pct, logonId, child AS h
     FROM (SELECT l2.*, hab.h AS child, hab.p AS childP, hab.u AS childU, hab.commands,
         unnest(range(CAST(floor(perDay + dice(hab.h, l2.d, l2.t, 3)) AS BIGINT))) AS j
       FROM level2 l2 JOIN hab ON hab.startedBy = l2.p JOIN habdev ON habdev.h = hab.h AND habdev.d = l2.d) l
     JOIN dev USING (d) JOIN prog ON prog.p = childP`,
    `CREATE TABLE proc AS
     SELECT * EXCLUDE (base, wrap), born(t, pid) AS ct, base + row_number() OVER (PARTITION BY d ORDER BY t, pid, p) % wrap AS reportId
     FROM (FROM level1 UNION ALL FROM level2 UNION ALL FROM level3) JOIN (SELECT d, base, wrap FROM dev) USING (d)
     WHERE t BETWEEN ${now - DAYS * DAY} AND ${now}`,
  ];
}

/** `starts`: when each habit that starts from the desktop or a service does. */
function habitStarts(): string[] {
  const times = (h: string) => `unnest(range(CAST(floor(perDay + dice(${h}.h, d, day, 1)) AS BIGINT))) AS k`;
  return [
    `CREATE MACRO command(commands, path, who, n) AS replace(replace(replace(
       commands[1 + (n % len(commands)::UBIGINT)::BIGINT], '{path}', path), '{user}', who), '{n}', (1 + n % 4093)::VARCHAR)`,
    `CREATE TABLE starts AS
     SELECT h, d, day, k, arrived + hours(0.03) +
       hours(9 * (CASE WHEN dice(h, d, day, k) < 0.52 THEN 0 ELSE 0.52 END + 0.45 * dice(k, day, d, h))) + (hash(h, d, day, k, 't') % 10000000)::BIGINT AS t
     FROM (SELECT hab.h, d, day, arrived, ${times('hab')} FROM hab JOIN habdev USING (h) JOIN sessions USING (d)
       WHERE rhythm = 'work' AND starter <> 'program')
     UNION ALL
     SELECT h, d, day, k, start + CASE WHEN rhythm = 'night' THEN hours(1 + 3.5 * dice(h, d, day, k) - ahead) ELSE hours(24 * dice(h, d, day, k)) END
       + (hash(h, d, day, k, 't') % 10000000)::BIGINT
     FROM (SELECT hab.h, d, day, start, rhythm, ahead, ${times('hab')} FROM hab JOIN habdev USING (h) JOIN dev USING (d), days
       WHERE rhythm <> 'work' AND starter <> 'program')`,
  ];
}
