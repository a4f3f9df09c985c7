/** Known-good use of RealVNC: the five false positives that the seed's notes describe. */
import { account } from '../company/people';
import { program } from '../programs/program';
import * as rmm from '../programs/rmm';
import * as windows from '../programs/windows';
import type { Process } from '../story/process';
import type { Story } from '../story/story';

const ivan = account('adm-ivan');
const olga = account('adm-olga');
const firewallAdmin = account('firewall_admin');
const maintenance = account('svc-maintenance');
const deployer = program('D:\\Deploy\\patch_deployer.exe', 'Halden & Marsh', 'Patch Deployer', '3.2.0', 'Deploys patches', {
  certificate: null,
});
const healthCheck = program('D:\\Admin\\vmhealth.exe', 'Halden & Marsh', 'VM Health', '1.4.0', 'Checks virtual machines', {
  certificate: null,
});

export function realvncAdmins(story: Story): void {
  // 1. An administrator manages a server and installs a software update.
  for (const days of [23, 16, 9, 2]) {
    const session = onServer(story, 'srv-app-002', days, '09:14');
    session.start(windows.msiexec, {
      after: '3m',
      as: ivan,
      elevated: true,
      command: '"{path}" /i D:\\Updates\\LedgerPoint-Server-9.4.2.msi /passive',
    });
  }
  // 2. A scheduled job: log cleanup and defragmentation, every fourth night.
  for (let days = 29; days > 0; days -= 4) {
    const scheduler = story.on('ws-it-003').scheduler(story.at(days, '03:30'));
    scheduler
      .start(rmm.vncViewer, {
        as: maintenance,
        command: '"{path}" -config D:\\Admin\\maintenance\\srv-app-005.vnc -UserName=svc-maintenance',
      })
      .connect({ ip: '10.20.10.135', port: 5900 });
    const session = onServer(story, 'srv-app-005', days, '03:30');
    session.start(windows.cmd, { after: '1m', as: maintenance, command: '"{path}" /c D:\\Admin\\maintenance\\log_cleanup.cmd' });
    session.start(windows.defrag, { after: '4m', as: maintenance, elevated: true, command: '"{path}" D: /O /U' });
  }
  // 3. A firewall rule on a network device.
  for (const days of [19, 11, 4, 1]) {
    const viewer = fromDesk(story, 'ws-it-007', days, '13:42', firewallAdmin, '10.20.1.1');
    viewer.start(windows.netsh, {
      after: '6m',
      elevated: true,
      command: '"{path}" advfirewall firewall add rule name="ERP 8443" dir=in action=allow protocol=TCP localport=8443',
    });
  }
  // 4. A patch rolled out by a script.
  for (const days of [20, 13, 6]) {
    const session = onServer(story, 'srv-app-009', days, '11:05');
    session.start(deployer, { after: '2m', as: olga, elevated: true, command: '"{path}" --ring 2 --package KB5037771' });
    fromDesk(
      story,
      'ws-it-004',
      days,
      '11:03',
      olga,
      '10.20.10.139',
      ' -UserName=adm-olga -PostConnect="patch_deployer.exe --ring 2"',
    );
  }
  // 5. A virtual machine is looked after, most working days.
  for (let days = 29; days >= 1; days--) {
    if (days % 7 > 4) continue;
    onServer(story, 'srv-hv-003', days, '07:50').start(healthCheck, {
      after: '1m',
      as: ivan,
      command: '"{path}" --vm mes-gateway --cpu --memory',
    });
  }
}

/** A session on a server: gives the agent that runs it. */
function onServer(story: Story, host: string, days: number, clock: `${number}:${number}`): Process {
  const server = story.on(host).services(story.at(days, clock)).start(rmm.vncServer, { command: '"{path}" -service' });
  return server
    .connect({ ip: '10.20.101.23', port: 5900 })
    .start(rmm.vncAgent, { after: '5s', command: '"{path}" service 5900' });
}

/** Somebody of IT opens the viewer; gives it. */
function fromDesk(
  story: Story,
  host: string,
  days: number,
  clock: `${number}:${number}`,
  who: typeof ivan,
  to: string,
  more = '',
): Process {
  const explorer = story.on(host).signIn(who, story.at(days, clock));
  return explorer.start(rmm.vncViewer, { after: '40s', command: `"{path}" ${to}:5900${more}` }).connect({ ip: to, port: 5900 });
}
