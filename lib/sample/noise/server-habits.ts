/** Servers, and what the sensor and the system do everywhere. */
import type { Device } from '../company/devices';
import * as desk from '../programs/desk';
import * as windows from '../programs/windows';
import { type Habit, habit } from './habit';

const windowsServer = ({ kind }: Device) => kind === 'server';
const anyWindows = ({ kind }: Device) => kind === 'server' || kind === 'workstation';
const linux = ({ kind }: Device) => kind === 'linux';
const named =
  (prefix: string) =>
  ({ name }: Device) =>
    name.startsWith(prefix);

const asSystem = { as: 'system', when: 'any' } as const;

export const serverHabits: Habit[] = [
  habit(windows.svchost, {
    ...asSystem,
    on: anyWindows,
    by: 'services',
    perDay: 2.2,
    commands: [
      '{path} -k netsvcs -p -s wuauserv',
      '{path} -k LocalServiceNetworkRestricted -p',
      '{path} -k wsappx -p -s AppXSvc',
    ],
    hosts: ['updates.example.com'],
    connections: 0.3,
  }),
  habit(windows.svchost, {
    ...asSystem,
    as: 'network service',
    on: anyWindows,
    by: 'services',
    perDay: 0.6,
    commands: ['{path} -k NetworkService -p -s DoSvc'],
  }),
  habit(desk.sensor, {
    ...asSystem,
    on: anyWindows,
    by: 'services',
    perDay: 0.8,
    commands: ['"{path}" "OnlineSenseIR" "{n}" "eyJDb21tYW5kSWQiOiIiLCJEb3dubG9hZEZpbGVBY3Rpb25Db25maWciOm51bGx9"'],
    hosts: ['sensor.example.com'],
    connections: 0.7,
  }),
  habit(desk.defender, {
    ...asSystem,
    on: anyWindows,
    by: 'scheduler',
    perDay: 1,
    commands: ['"{path}" SignatureUpdate -ScheduleJob -RestrictPrivileges', '"{path}" Scan -ScheduleJob -ScanTrigger 55'],
  }),
  habit(windows.wuauclt, {
    ...asSystem,
    on: windowsServer,
    by: 'scheduler',
    perDay: 0.4,
    commands: ['"{path}" /RunHandlerComServer'],
  }),
  habit(windows.taskhost, {
    ...asSystem,
    on: windowsServer,
    by: 'scheduler',
    perDay: 3,
    commands: ['taskhostw.exe', 'taskhostw.exe KEYROAMING'],
  }),
  habit(windows.conhost, {
    ...asSystem,
    on: windowsServer,
    by: desk.defender,
    perDay: 1,
    commands: ['{path} 0xffffffff -ForceV1'],
  }),
  habit(desk.sqlServer, {
    ...asSystem,
    on: named('srv-sql'),
    by: 'services',
    perDay: 0.3,
    commands: ['"{path}" -i MSSQLSERVER'],
  }),
  habit(desk.sqlcmd, {
    ...asSystem,
    on: named('srv-sql'),
    by: 'scheduler',
    when: 'night',
    perDay: 2,
    commands: ['"{path}" -E -Q "EXEC dbo.NightlyMaintenance @Step = {n}"'],
  }),
  habit(desk.backup, {
    ...asSystem,
    on: windowsServer,
    by: 'services',
    when: 'night',
    perDay: 1,
    commands: ['"{path}" --job nightly-{n}'],
    hosts: ['backup.haldenmarsh.example'],
    connections: 2,
  }),
  habit(windows.spoolsv, { ...asSystem, on: named('srv-print'), by: 'services', perDay: 0.5, commands: ['{path}'] }),
  habit(windows.powershell, { on: windowsServer, perDay: 2, commands: ['"{path}"', '"{path}" -File D:\\Admin\\health-{n}.ps1'] }),
  habit(windows.rdpclip, { on: windowsServer, by: 'services', perDay: 0.2, commands: ['rdpclip'] }),
  habit(desk.linuxBash, {
    ...asSystem,
    on: linux,
    by: 'scheduler',
    perDay: 12,
    commands: ['/bin/sh -c "/usr/local/bin/rotate-logs --keep {n}"', '/bin/sh -c "[ -x /etc/init.d/anacron ]"'],
  }),
  habit(desk.linuxCurl, {
    ...asSystem,
    on: linux,
    by: desk.linuxBash,
    perDay: 0.3,
    commands: ['curl -fsS https://health.haldenmarsh.example/ping/{n}'],
    hosts: ['health.haldenmarsh.example'],
    connections: 1,
  }),
];
