/** Desks: office work, browsers, updates. All hosts but vendors' are under example domains. */
import type { Device } from '../company/devices';
import * as desk from '../programs/desk';
import * as windows from '../programs/windows';
import { type Habit, habit } from './habit';

const atDesk = ({ kind }: Device) => kind === 'workstation';
const within =
  (...departments: string[]) =>
  (device: Device) =>
    atDesk(device) && departments.includes(device.department);

const web = [
  'intranet.haldenmarsh.example',
  'news.example.com',
  'search.example.net',
  'travel.example.org',
  'crm.haldenmarsh.example',
];
const renderer = '"{path}" --type=renderer --lang=en-GB --device-scale-factor=1 --num-raster-threads=4 --renderer-client-id={n}';

export const deskHabits: Habit[] = [
  habit(desk.outlook, { on: atDesk, perDay: 1.3, hosts: ['mail.haldenmarsh.example'], connections: 0.6 }),
  habit(desk.excel, {
    on: within('Finance', 'Sales', 'Logistics', 'People', 'Executive'),
    perDay: 2.4,
    commands: ['"{path}" "C:\\Users\\{user}\\Documents\\forecast-{n}.xlsx"', '"{path}" /dde'],
  }),
  habit(desk.word, { on: atDesk, perDay: 0.9, commands: ['"{path}" /n "C:\\Users\\{user}\\Documents\\letter {n}.docx" /o ""'] }),
  habit(desk.teams, {
    on: atDesk,
    perDay: 1,
    commands: ['"{path}" msteams:system-initiated'],
    hosts: ['chat.haldenmarsh.example'],
    connections: 1,
  }),
  habit(desk.edge, { on: atDesk, perDay: 1.2, commands: ['"{path}" --profile-directory=Default'], hosts: web, connections: 1.5 }),
  habit(desk.edge, { on: atDesk, by: desk.edge, perDay: 0.7, commands: [renderer] }),
  habit(desk.chrome, { on: atDesk, perDay: 1.5, hosts: web, connections: 2 }),
  habit(desk.chrome, { on: atDesk, by: desk.chrome, perDay: 1.1, commands: [renderer] }),
  habit(desk.reader, { on: atDesk, perDay: 0.8, commands: ['"{path}" "C:\\Users\\{user}\\Downloads\\invoice-{n}.pdf"'] }),
  habit(desk.erp, {
    on: within('Finance', 'Logistics', 'Production'),
    perDay: 1.4,
    hosts: ['erp.haldenmarsh.example'],
    connections: 1,
  }),
  habit(desk.code, { on: within('Engineering', 'IT'), perDay: 1.6 }),
  habit(desk.git, {
    on: within('Engineering', 'IT'),
    by: desk.code,
    perDay: 1.8,
    commands: ['"{path}" fetch', '"{path}" status -z -uall', '"{path}" log -n {n}'],
  }),
  habit(windows.cmd, { on: within('Engineering', 'IT'), perDay: 1.1, commands: ['"{path}"', '"{path}" /c dir C:\\Build\\{n}'] }),
  habit(windows.conhost, {
    on: within('Engineering', 'IT'),
    by: windows.cmd,
    perDay: 1,
    commands: ['{path} 0xffffffff -ForceV1'],
  }),
  habit(windows.powershell, {
    on: within('IT'),
    perDay: 1.5,
    commands: ['"{path}" -NoProfile', '"{path}" -File C:\\Tools\\inventory-{n}.ps1'],
  }),
  habit(desk.oneDrive, {
    on: atDesk,
    perDay: 0.8,
    commands: ['"{path}" /background'],
    hosts: ['files.haldenmarsh.example'],
    connections: 1,
  }),
  habit(desk.edgeUpdate, {
    on: atDesk,
    by: 'scheduler',
    as: 'system',
    when: 'any',
    perDay: 1.2,
    commands: ['"{path}" /ua /installsource scheduler'],
    hosts: ['updates.example.com'],
    connections: 0.4,
  }),
  habit(desk.googleUpdate, {
    on: atDesk,
    by: 'scheduler',
    as: 'system',
    when: 'any',
    perDay: 0.8,
    commands: ['"{path}" --wake --system'],
    hosts: ['updates.example.net'],
    connections: 0.4,
  }),
  habit(desk.clickToRun, {
    on: atDesk,
    by: 'scheduler',
    as: 'system',
    when: 'any',
    perDay: 0.5,
    commands: ['"{path}" /frequentupdate SCHEDULEDTASK displaylevel=False'],
  }),
  habit(windows.taskhost, {
    on: atDesk,
    by: 'scheduler',
    as: 'user',
    perDay: 1.6,
    commands: ['taskhostw.exe', 'taskhostw.exe Install {n}'],
  }),
  habit(windows.backgroundTask, {
    on: atDesk,
    by: 'services',
    perDay: 1.9,
    commands: ['"{path}" -ServerName:BackgroundTaskHost.WebAccountProvider'],
  }),
  habit(windows.runtimeBroker, { on: atDesk, by: 'services', perDay: 1.4, commands: ['{path} -Embedding'] }),
  habit(windows.dllhost, {
    on: atDesk,
    by: 'services',
    perDay: 1.1,
    commands: ['{path} /Processid:{AB8902B4-09CA-4BB6-B78D-A8F59079A8D5}'],
  }),
  habit(windows.searchProtocol, {
    on: atDesk,
    by: 'services',
    as: 'system',
    perDay: 0.9,
    commands: ['"{path}" Global\\UsGthrFltPipeMssGthrPipe{n}_ Global\\UsGthrCtrlFltPipeMssGthrPipe{n}'],
  }),
  habit(desk.macSafari, {
    on: ({ kind }) => kind === 'mac',
    by: 'scheduler',
    perDay: 4,
    commands: ['{path}'],
    hosts: web,
    connections: 2,
  }),
  habit(desk.macMdworker, {
    on: ({ kind }) => kind === 'mac',
    by: 'scheduler',
    perDay: 8,
    commands: ['{path} -s mdworker -c MDSImporterWorker -m com.apple.mdworker.shared'],
  }),
];
