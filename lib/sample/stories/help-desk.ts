/** Known-good sessions: the help desk, and vendors who look after what they sold. */
import { pick, pickOf } from '../chance';
import { type Device, devices } from '../company/devices';
import { account } from '../company/people';
import type { Program } from '../programs/program';
import * as rmm from '../programs/rmm';
import * as windows from '../programs/windows';
import type { Story } from '../story/story';

const desks = devices.filter(({ kind }) => kind === 'workstation');
const agents = [account('hd-yara'), account('hd-pavel')];
const external = (n: number) => `203.0.113.${2 + (n % 50)}`;

export function helpDesk(story: Story): void {
  for (let days = 29; days >= 0; days--) {
    if (days % 7 > 4) continue;
    for (let n = 0; n < 4; n++) screenConnect(story, pickOf(desks, 'screenconnect', days, n), days, n);
    for (let n = 0; n < 2; n++) remoteSupport(story, pickOf(desks, 'beyondtrust', days, n), days, n);
    if (days % 3 === 0) teamViewer(story, pickOf(desks, 'teamviewer', days), days);
  }
}

const clock = (...names: (string | number)[]) =>
  `${8 + pick(8, ...names)}:${10 + pick(49, 'minute', ...names)}`.padStart(5, '0') as `${number}:${number}`;

/** The help desk's own instance: support, sometimes a repair. */
function screenConnect(story: Story, device: Device, days: number, n: number): void {
  const service = story.on(device).services(story.at(days, clock('sc', days, n)));
  const client = service.start(rmm.screenconnectService, {
    command: `"{path}" "?e=Support&y=Guest&h=${rmm.screenconnectHost}&p=443&s=${days}${n}c2"`,
  });
  client.connect({ host: rmm.screenconnectHost, ip: external(7) });
  const window = client.start(rmm.screenconnectClient, {
    after: '3s',
    command: '"{path}" "RunRole" "a41e" "User"',
    as: device.user,
  });
  if (pick(3, 'repair', days, n) === 0) {
    const shell = window.start(windows.cmd, {
      after: '4m',
      as: pickOf(agents, 'agent', days, n),
      elevated: true,
      command: '"{path}"',
    });
    shell.start(windows.ipconfig, { after: '20s', command: 'ipconfig  /flushdns' });
  }
}

/** A customer client that is downloaded for one session. */
function remoteSupport(story: Story, device: Device, days: number, n: number): void {
  const explorer = story.on(device).signIn(device.user, story.at(days, clock('bt', days, n)));
  const client = explorer.start(rmm.beyondtrust, { after: '8m', command: '"{path}" --session-key 0f9b2c' });
  for (const [i, host] of rmm.beyondtrustDomains.entries()) client.connect({ host, ip: external(11 + i), after: `${2 + i}s` });
}

function teamViewer(story: Story, device: Device, days: number): void {
  const explorer = story.on(device).signIn(device.user, story.at(days, clock('tv', days)));
  const client = explorer
    .start(rmm.teamviewerClient, { after: '5m' })
    .connect({ host: 'router15.teamviewer.com', ip: external(15), port: 5938 });
  client.start(rmm.teamviewerDesktop, { after: '2m', command: '"{path}" --IPCport 5939 --Module 1' });
}

/** Vendors: each its own tool, its own machines, by appointment. */
export function vendors(story: Story): void {
  const visits: [Program, string, string[], number[], string][] = [
    [rmm.zohoAssist, 'srv-mes-006', rmm.zohoDomains, [24, 10, 3], '10:05'],
    [rmm.simplehelp, 'srv-mes-004', rmm.simplehelpDomains, [17, 3], '14:20'],
    [rmm.dwAgent, 'ws-prd-007', rmm.dwDomains, [12, 4, 1], '12:30'],
    [rmm.anydesk, 'ws-prd-012', rmm.anydeskDomains, [21, 14, 2], '09:45'],
    [rmm.rutServ, 'srv-mes-002', rmm.rutDomains, [18, 4], '15:10'],
    [rmm.splashtopServer, 'ws-eng-020', rmm.splashtopDomains, [8, 1], '16:00'],
    [rmm.logmein, 'srv-print-002', rmm.logmeinDomains, [15, 2], '11:55'],
  ];
  for (const [tool, host, domains, days, at] of visits) {
    for (const day of days) {
      const session = story
        .on(host)
        .services(story.at(day, at as `${number}:${number}`))
        .start(tool, { command: '"{path}" --session' });
      for (const [n, domain] of domains.entries()) session.connect({ host: domain, ip: external(20 + n), after: `${2 + n}s` });
      session.start(windows.cmd, { after: '3m', command: '"{path}" /c type C:\\Line\\status.log' });
    }
  }
  // An engineer tries something from home, which nobody allowed.
  const explorer = story.on('ws-eng-041').signIn(story.on('ws-eng-041').device.user, story.at(2, '18:31'));
  explorer.start(rmm.rustdesk, { after: '4m' }).connect({ host: 'rs-ny.rustdesk.com', ip: external(40), port: 21116 });
}
