import 'server-only';
import { addExclusion, changeExclusion } from '@/lib/exclusions/write.server';
import type { Handover } from '@/lib/handover/model';
import { acceptHandover, askHandover, changeHandover, draftHandover, publishHandover } from '@/lib/handover/write.server';
import { deviceNamed, devices } from '@/lib/sample/company/devices';
import { rogueHost, screenconnectHost } from '@/lib/sample/programs/rmm';
import { playAt } from '@/lib/shared/clock';
import type { Instant } from '@/lib/shared/time';
import { defineShifts } from '@/lib/shifts/shifts.server';
import { changeDeviceNote } from '@/lib/triage/notes/write.server';
import { changeVerdicts } from '@/lib/triage/set.server';
import { samplePerson } from './people.server';
import { type Offset, timesAt } from './times';

type Who = Parameters<typeof samplePerson>[0];
type Person = ReturnType<typeof samplePerson>;

/**
 * Plays what the team of the sample decided, each act by its use-case at its own time. They found one intrusion, are unsure of the
 * second, and took the third for known: that is for the newcomer to see.
 */
export async function playSampleShift(now: Instant, signal?: AbortSignal): Promise<void> {
  const { shifts, at } = timesAt(now);
  const play = <T>(offset: Offset, who: Who, act: (person: Person) => Promise<T>) => {
    signal?.throwIfAborted();
    return playAt(at(offset), () => act(samplePerson(who)));
  };
  const decide = (offset: Offset, who: Who, sightings: [tool: string, host: string][], decision: object) =>
    play(offset, who, (person) => {
      const items = sightings.map(([tool, host]) => ({ tool, deviceId: idOf(host) }));
      return changeVerdicts(person, async () => ({ items, ...decision }), signal);
    });
  const note = (offset: Offset, who: Who, host: string, text: string) =>
    play(offset, who, (person) => changeDeviceNote(person, async () => ({ deviceId: idOf(host), text })));
  const exclude = (offset: Offset, who: Who, what: { expires: Offset } & Record<string, unknown>) =>
    play(offset, who, (person) => addExclusion(person, async () => ({ ...what, expiresAt: at(what.expires) })));

  // Weeks ago: what is known here.
  await play('-22d', 'lead', (person) => defineShifts(person, async () => ({ shifts })));
  await decide('-21d', 'lead', [['RealVNC', 'srv-sql-002']], {
    verdict: 'approved',
    note: 'Installed by ext-marek for the migration of the customers’ database (CHG-1188).',
  });
  const known: [string, string][] = ['srv-app-002', 'srv-app-005', 'ws-it-003'].map((host) => ['RealVNC', host]);
  await decide('-21d', 'early', known, {
    verdict: 'approved',
    note: 'Administration and the nightly maintenance.',
    reviewAt: at('+60d'),
  });
  const ours = await exclude('-20d', 'early', {
    name: 'Sample: the help desk’s own ScreenConnect',
    tool: 'ScreenConnect',
    where: {
      any: [
        { column: 'commandLine', op: 'contains', value: screenconnectHost },
        { column: 'path', op: 'contains', value: '(4f1c0a9be2d37765)' },
        { column: 'remoteUrl', op: '==', value: screenconnectHost },
      ],
    },
    reason: 'The help desk’s instance. A client of any other instance still shows.',
    expires: '+40d',
  });
  await play('-20d', 'lead', (person) => changeExclusion(person, async () => ({ id: ours.id, action: 'approve' })));
  await exclude('-12d', 'lead', {
    name: 'Sample: LogMeIn while the printers move',
    tool: 'LogMeIn',
    where: { column: 'deviceName', op: 'startswith', value: 'srv-print-' },
    reason: 'The vendor works on the print servers (CHG-1207).',
    expires: '-10h',
  });
  await exclude('-6d', 'lead', {
    name: 'Sample: vendor of the production line',
    tool: 'DWService',
    where: { column: 'deviceName', op: 'startswith', value: 'ws-prd-007' },
    reason: 'By appointment only, until the line is handed over.',
    expires: '+3d',
  });

  // The shift before the last.
  await decide('-23h', 'early', [['AnyDesk', 'ws-fin-014']], {
    verdict: 'suspicious',
    note: 'AnyDesk was started from %TEMP% and installed into C:\\ProgramData. Nobody in Finance asked for it.',
  });
  await decide('-22h', 'early', [['RustDesk', 'ws-eng-041']], {
    verdict: 'in-review',
    note: 'Not allowed here. The engineer is asked.',
  });
  await note(
    '-21h',
    'early',
    'ws-fin-014',
    'The night after the installation: `whoami`, `nltest`, Domain Admins, a dump of lsass, then rclone. **Treat as compromised.**',
  );
  await decide('-20h', 'early', [['AnyDesk', 'ws-fin-014']], {
    verdict: 'escalated',
    note: 'A dump of lsass and an upload by rclone: handed to incident response.',
    ticket: 'https://tickets.haldenmarsh.example/INC-2041',
  });
  const first = await handOver('-730m', 'early', {
    summary:
      'One intrusion, in Finance: **AnyDesk on ws-fin-014**, escalated as INC-2041. All else was quiet.\n\n- The device is to be isolated.\n- RustDesk in Engineering waits for an answer.',
    nextSteps: {
      'ws-fin-014': {
        nextStep: 'Isolate the device; reset the user’s password and those of the Domain Admins',
        deadline: at('-8h'),
      },
      'ws-eng-041': { nextStep: 'Ask the engineer again', deadline: null },
    },
  });

  // The last shift.
  const asked = await play('-700m', 'late', (person) =>
    askHandover(person, async () => ({ id: first.id, text: 'Is the mail with the invoice still in other mailboxes?' })),
  );
  await play('-690m', 'early', (person) =>
    askHandover(person, async () => ({
      id: first.id,
      question: asked.questions[0]?.id,
      answer: 'No, it went to one person only.',
    })),
  );
  await play('-680m', 'late', (person) => acceptHandover(person, async () => ({ id: first.id })));
  await exclude('-9h', 'late', {
    name: 'Sample: Atera in Boston',
    tool: 'Atera',
    where: { column: 'deviceName', op: 'startswith', value: 'ws-sal-' },
    reason: 'Boston’s sales desks are looked after with Atera. Servers are not.',
    expires: '+90d',
  });
  await decide('-4h', 'late', [['ScreenConnect', 'srv-app-004']], {
    verdict: 'suspicious',
    note: `The help desk serves no servers, and the client belongs to ${rogueHost}, which is not its instance. Who else talks to that?`,
  });
  await note('-200m', 'late', 'srv-app-004', 'adm-karin was asked: she has installed nothing here.');
  const last = await handOver('-10m', 'late', {
    summary:
      'INC-2041 goes on: ws-fin-014 is still to be isolated. **A second foreign client**: ScreenConnect on srv-app-004, of an instance that is not ours.',
    nextSteps: {
      'srv-app-004': { nextStep: 'Look on the tool’s page for other devices that use the same relay', deadline: at('+8h') },
    },
  });
  await play('-5m', 'next', (person) =>
    askHandover(person, async () => ({ id: last.id, text: 'Does the help desk know of the client on srv-app-004?' })),
  );

  /** Makes a draft, writes into it, and publishes it. */
  async function handOver(offset: Offset, who: Who, { summary, nextSteps }: Words): Promise<Handover> {
    return await play(offset, who, async (person) => {
      const { id, items } = await draftHandover(person, async () => ({}), signal);
      const patches = items.flatMap(({ key, sighting }) => {
        const words = nextSteps[hostOf(sighting?.deviceId)];
        return words === undefined ? [] : [{ key, ...words }];
      });
      await changeHandover(person, async () => ({ id, summary, items: patches }));
      return await publishHandover(person, async () => ({ id }), signal);
    });
  }
}

interface Words {
  summary: string;
  /** By the device’s host name. */
  nextSteps: Record<string, { nextStep: string; deadline: Instant | null }>;
}

const idOf = (host: string) => deviceNamed(host).id;
const hostOf = (deviceId: string | undefined) => devices.find(({ id }) => id === deviceId)?.name.split('.')[0] ?? '';
