/** What people at desks use, what keeps it up to date, and what servers run. */
import { certificate, program } from './program';

const office = (file: string, product: string) =>
  program(
    `C:\\Program Files\\Microsoft Office\\root\\Office16\\${file}`,
    'Microsoft Corporation',
    'Microsoft Office',
    '16.0.17628.20110',
    product,
  );

export const outlook = office('OUTLOOK.EXE', 'Microsoft Outlook');
export const excel = office('EXCEL.EXE', 'Microsoft Excel');
export const word = office('WINWORD.EXE', 'Microsoft Word');
export const clickToRun = program(
  'C:\\Program Files\\Common Files\\Microsoft Shared\\ClickToRun\\OfficeC2RClient.exe',
  'Microsoft Corporation',
  'Microsoft Office',
  '16.0.17628.20110',
  'Microsoft Office Click-to-Run Client',
);
export const teams = program(
  'C:\\Program Files\\WindowsApps\\MSTeams_24124.2315_x64__8wekyb3d8bbwe\\ms-teams.exe',
  'Microsoft Corporation',
  'Microsoft Teams',
  '24124.2315.2911.3357',
  'Microsoft Teams',
);
export const edge = program(
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  'Microsoft Corporation',
  'Microsoft Edge',
  '125.0.2535.67',
  'Microsoft Edge',
);
export const edgeUpdate = program(
  'C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe',
  'Microsoft Corporation',
  'Microsoft Edge Update',
  '1.3.187.39',
  'Microsoft Edge Update',
);
export const oneDrive = program(
  'C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe',
  'Microsoft Corporation',
  'Microsoft OneDrive',
  '24.091.0506.0003',
  'Microsoft OneDrive',
);
export const chrome = program(
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'Google LLC',
  'Google Chrome',
  '125.0.6422.113',
  'Google Chrome',
);
export const googleUpdate = program(
  'C:\\Program Files (x86)\\Google\\GoogleUpdater\\127.0.6490.0\\updater.exe',
  'Google LLC',
  'Google Updater',
  '127.0.6490.0',
  'Google Updater (x86)',
);
export const reader = program(
  'C:\\Program Files\\Adobe\\Acrobat DC\\Acrobat\\Acrobat.exe',
  'Adobe Systems Incorporated',
  'Adobe Acrobat',
  '24.2.20759.0',
  'Adobe Acrobat',
  { certificate: certificate('Adobe Inc.') },
);
export const code = program(
  'C:\\Users\\{user}\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe',
  'Microsoft Corporation',
  'Visual Studio Code',
  '1.89.1.0',
  'Visual Studio Code',
);
export const git = program(
  'C:\\Program Files\\Git\\cmd\\git.exe',
  'The Git Development Community',
  'Git',
  '2.45.1.1',
  'Git for Windows',
  {
    certificate: certificate('Johannes Schindelin', 'Certum Code Signing 2021 CA'),
  },
);
export const sevenZip = program('C:\\Program Files\\7-Zip\\7z.exe', 'Igor Pavlov', '7-Zip', '24.05', '7-Zip Console', {
  certificate: null,
});
export const erp = program(
  'C:\\Program Files\\LedgerPoint\\ledgerpoint.exe',
  'LedgerPoint Software',
  'LedgerPoint ERP',
  '9.4.2.118',
  'LedgerPoint client',
);
export const sensor = program(
  'C:\\Program Files\\Windows Defender Advanced Threat Protection\\SenseIR.exe',
  'Microsoft Corporation',
  'Microsoft® Windows® Operating System',
  '10.8760.22621.3668',
  'Windows Defender Advanced Threat Protection Sense IR module',
);
export const defender = program(
  'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24050.7-0\\MpCmdRun.exe',
  'Microsoft Corporation',
  'Microsoft® Windows® Operating System',
  '4.18.24050.7',
  'Microsoft Malware Protection Command Line Utility',
);
export const sqlServer = program(
  'C:\\Program Files\\Microsoft SQL Server\\MSSQL16.MSSQLSERVER\\MSSQL\\Binn\\SQLAGENT.EXE',
  'Microsoft Corporation',
  'Microsoft SQL Server',
  '16.0.4125.3',
  'Microsoft SQL Server Agent',
);
export const sqlcmd = program(
  'C:\\Program Files\\Microsoft SQL Server\\Client SDK\\ODBC\\170\\Tools\\Binn\\SQLCMD.EXE',
  'Microsoft Corporation',
  'Microsoft SQL Server',
  '16.0.4125.3',
  'T-SQL execution command line utility',
);
export const backup = program(
  'C:\\Program Files\\Vaultline\\vlagent.exe',
  'Vaultline BV',
  'Vaultline Backup',
  '7.1.3',
  'Vaultline backup agent',
);
export const macSafari = program('/Applications/Safari.app/Contents/MacOS/Safari', '(APPLE)', '', '', '');
export const macMdworker = program(
  '/System/Library/Frameworks/CoreServices.framework/Versions/A/Frameworks/Metadata.framework/Versions/A/Support/mdworker_shared',
  '(APPLE)',
  '',
  '',
  '',
);
export const macLaunchd = program('/sbin/launchd', '(APPLE)', '', '', '');
export const linuxCron = program('/usr/sbin/cron', '', '', '', '');
export const linuxBash = program('/usr/bin/bash', '', '', '', '');
export const linuxCurl = program('/usr/bin/curl', '', '', '', '');
export const linuxSystemd = program('/usr/lib/systemd/systemd', '', '', '', '');
