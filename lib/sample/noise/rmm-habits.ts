/** Remote management the company knows of: agents that start, report and wait. What people do with them is in stories/. */
import { pick } from '../chance';
import type { Device } from '../company/devices';
import type { Program } from '../programs/program';
import * as rmm from '../programs/rmm';
import { type Habit, habit } from './habit';

const hosts =
  (...names: string[]) =>
  ({ name }: Device) =>
    names.some((host) => name.startsWith(host));
/** About so many percent of a department's workstations, each tool its own. */
const some =
  (percent: number, tool: string, ...departments: string[]) =>
  (device: Device) =>
    device.kind === 'workstation' && departments.includes(device.department) && pick(100, tool, device.id) < percent;

/** An agent that runs as a service; desks start theirs with the working day, servers every few days at any hour. */
function agent(
  program: Program,
  on: Habit['on'],
  domains: string[],
  perDay: number,
  command: string,
  when: Habit['when'] = 'work',
): Habit {
  return habit(program, {
    on,
    by: 'services',
    as: 'system',
    when,
    perDay,
    commands: [command],
    hosts: domains,
    connections: 2.5,
  });
}

const helpdesk = `"{path}" "?e=Access&y=Guest&h=${rmm.screenconnectHost}&p=443&s=5a0c7e12-{n}"`;
const helpdeskDevices = some(18, 'screenconnect', 'Sales', 'Finance', 'People', 'Legal');
const salesTeamviewer = some(30, 'teamviewer', 'Sales');

export const rmmHabits: Habit[] = [
  agent(rmm.screenconnectService, helpdeskDevices, [rmm.screenconnectHost], 0.5, helpdesk),
  agent(rmm.teamviewerService, salesTeamviewer, rmm.teamviewerDomains, 0.6, '"{path}"'),
  habit(rmm.teamviewerClient, {
    on: salesTeamviewer,
    by: rmm.teamviewerService,
    as: 'system',
    perDay: 0.25,
    commands: ['"{path}" --IPCport {n}'],
  }),
  agent(rmm.splashtopManager, some(22, 'splashtop', 'Engineering'), rmm.splashtopDomains, 0.5, '"{path}"'),
  agent(rmm.netsupport, some(30, 'netsupport', 'People'), rmm.netsupportDomains, 0.4, '"{path}" /* *'),
  agent(rmm.meshAgent, hosts('srv-hv'), rmm.meshDomains, 0.2, '"{path}" --meshServiceName="Mesh Agent"', 'any'),
  agent(rmm.action1, some(60, 'action1', 'Logistics'), rmm.action1Domains, 0.4, '{path} service'),
  agent(rmm.logmein, hosts('srv-print'), rmm.logmeinDomains, 0.25, '"{path}"', 'any'),
  agent(rmm.gotoResolve, some(10, 'goto', 'Executive', 'Legal', 'Sales'), rmm.gotoDomains, 0.3, '"{path}" -service'),
  agent(rmm.rutServ, hosts('srv-mes-001', 'srv-mes-002', 'srv-mes-003'), rmm.rutDomains, 0.2, '"{path}" -service', 'any'),
  agent(rmm.simplehelp, hosts('srv-mes-004', 'srv-mes-005'), rmm.simplehelpDomains, 0.2, '"{path}" -Dremote.service=true', 'any'),
  agent(rmm.dwAgent, hosts('ws-prd-007', 'ws-prd-031'), rmm.dwDomains, 0.4, '"{path}" run'),
  agent(rmm.anydesk, hosts('ws-prd-012', 'ws-prd-018', 'ws-prd-044'), rmm.anydeskDomains, 0.3, '"{path}" --service'),
  agent(
    rmm.ateraAgent,
    (device) => device.site.name === 'Boston' && some(35, 'atera', 'Sales')(device),
    rmm.ateraDomains,
    0.4,
    '"{path}"',
  ),
  agent(rmm.ninja, hosts('srv-rds'), rmm.ninjaDomains, 0.3, '"{path}"', 'any'),
  agent(
    rmm.vncServer,
    hosts('srv-app-002', 'srv-app-005', 'srv-app-009', 'srv-app-011', 'srv-hv-003'),
    rmm.vncDomains,
    0.3,
    '"{path}" -service',
    'any',
  ),
  habit(rmm.rustdesk, { on: hosts('ws-eng-009', 'ws-eng-033'), perDay: 0.4, hosts: rmm.rustdeskDomains, connections: 1.5 }),
];
