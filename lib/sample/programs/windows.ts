/** Windows' own programs. */
import { program } from './program';

const system = (file: string, description: string, version = '10.0.22621.3527') =>
  program(
    `C:\\Windows\\System32\\${file}`,
    'Microsoft Corporation',
    'Microsoft® Windows® Operating System',
    version,
    description,
  );

export const wininit = system('wininit.exe', 'Windows Start-Up Application');
export const services = system('services.exe', 'Services and Controller app');
export const winlogon = system('winlogon.exe', 'Windows Logon Application');
export const userinit = system('userinit.exe', 'Userinit Logon Application');
export const svchost = system('svchost.exe', 'Host Process for Windows Services');
export const taskhost = system('taskhostw.exe', 'Host Process for Windows Tasks');
export const backgroundTask = system('backgroundTaskHost.exe', 'Background Task Host');
export const runtimeBroker = system('RuntimeBroker.exe', 'Runtime Broker');
export const dllhost = system('dllhost.exe', 'COM Surrogate');
export const conhost = system('conhost.exe', 'Console Window Host');
export const cmd = system('cmd.exe', 'Windows Command Processor');
export const rundll32 = system('rundll32.exe', 'Windows host process (Rundll32)');
export const msiexec = system('msiexec.exe', 'Windows® installer', '5.0.22621.3880');
export const wscript = system('wscript.exe', 'Microsoft ® Windows Based Script Host', '5.812.10240.16384');
export const schtasks = system('schtasks.exe', 'Task Scheduler Configuration Tool');
export const net = system('net.exe', 'Net Command');
export const nltest = system('nltest.exe', 'Microsoft® Logon Server Test Utility');
export const whoami = system('whoami.exe', 'whoami - displays logged on user information');
export const vssadmin = system('vssadmin.exe', 'Command Line Interface for Microsoft® Volume Shadow Copy Service');
export const netsh = system('netsh.exe', 'Network Command Shell');
export const defrag = system('Defrag.exe', 'Disk Defragmenter Module');
export const systeminfo = system('systeminfo.exe', 'Displays system information');
export const ipconfig = system('ipconfig.exe', 'IP Configuration Utility');
export const spoolsv = system('spoolsv.exe', 'Spooler SubSystem App');
export const rdpclip = system('rdpclip.exe', 'RDP Clipboard Monitor');
export const wuauclt = system('wuauclt.exe', 'Windows Update');
export const searchProtocol = system('SearchProtocolHost.exe', 'Microsoft Windows Search Protocol Host', '7.0.22621.3527');
export const powershell = program(
  'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  'Microsoft Corporation',
  'Microsoft® Windows® Operating System',
  '10.0.22621.3085',
  'Windows PowerShell',
  { originalName: 'PowerShell.EXE' },
);
export const explorer = program(
  'C:\\Windows\\explorer.exe',
  'Microsoft Corporation',
  'Microsoft® Windows® Operating System',
  '10.0.22621.3672',
  'Windows Explorer',
  { originalName: 'EXPLORER.EXE' },
);
