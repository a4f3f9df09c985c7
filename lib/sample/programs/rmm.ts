/**
 * Remote-management tools. Names, companies, signers and relay domains after LOLRMM (Apache-2.0) and
 * jischell-msft/RemoteManagementMonitoringTools (MIT).
 */
import { certificate, type Program, program } from './program';

const within = (folder: string, company: string, product: string, version: string, signer = company) => {
  const signed = certificate(signer);
  return (file: string, description: string, more: Partial<Program> = {}) =>
    program(`${folder}\\${file}`, company, product, version, description, { certificate: signed, ...more });
};

const x86 = 'C:\\Program Files (x86)';
const x64 = 'C:\\Program Files';

const realvnc = within(`${x64}\\RealVNC\\VNC Server`, 'RealVNC', 'VNC Server', '7.11.0.53010', 'RealVNC Limited');
export const vncServer = realvnc('vncserver.exe', 'VNC® Server');
export const vncAgent = realvnc('vncagent.exe', 'VNC® Server Agent');
export const vncViewer = within(
  `${x64}\\RealVNC\\VNC Viewer`,
  'RealVNC',
  'VNC Viewer',
  '7.11.0.53010',
  'RealVNC Limited',
)('vncviewer.exe', 'VNC® Viewer');
export const vncDomains = ['services.vnc.com', 'update-check.realvnc.com'];

const anydeskAt = (folder: string) =>
  within(folder, 'AnyDesk Software GmbH', 'AnyDesk', '8.0.11', 'AnyDesk Software GmbH')('AnyDesk.exe', 'AnyDesk');
export const anydesk = anydeskAt(`${x86}\\AnyDesk`);
export const anydeskTemp = anydeskAt('C:\\Users\\{user}\\AppData\\Local\\Temp');
export const anydeskProgramData = anydeskAt('C:\\ProgramData\\AnyDesk');
export const anydeskDownloads = anydeskAt('C:\\Users\\{user}\\Downloads');
export const anydeskDomains = ['boot.net.anydesk.com', 'relay-3f9c2b71.net.anydesk.com'];

const teamviewer = within(`${x64}\\TeamViewer`, 'TeamViewer Germany GmbH', 'TeamViewer', '15.54.3.0');
export const teamviewerClient = teamviewer('TeamViewer.exe', 'TeamViewer');
export const teamviewerDesktop = teamviewer('TeamViewer_Desktop.exe', 'TeamViewer');
export const teamviewerService = teamviewer('TeamViewer_Service.exe', 'TeamViewer');
export const teamviewerDomains = ['router15.teamviewer.com', 'client.teamviewer.com', 'taf.teamviewer.com'];

const screenconnectAt = (instance: string) =>
  within(
    `${x86}\\ScreenConnect Client (${instance})`,
    'ScreenConnect Software',
    'ScreenConnect',
    '24.1.7.8892',
    'ConnectWise, LLC',
  );
const helpdesk = screenconnectAt('4f1c0a9be2d37765');
export const screenconnectService = helpdesk('ScreenConnect.ClientService.exe', 'ScreenConnect Client Service');
export const screenconnectClient = helpdesk('ScreenConnect.WindowsClient.exe', 'ScreenConnect Client');
export const screenconnectHost = 'haldenmarsh.screenconnect.com';
const rogue = screenconnectAt('d81b6e02f45a9c13');
export const rogueService = rogue('ScreenConnect.ClientService.exe', 'ScreenConnect Client Service');
export const rogueClient = rogue('ScreenConnect.WindowsClient.exe', 'ScreenConnect Client');
export const rogueHost = 'instance-q7w2kx-relay.screenconnect.com';
export const rogueSetup = within(
  'C:\\Users\\{user}\\Downloads',
  'ScreenConnect Software',
  'ScreenConnect',
  '24.1.7.8892',
  'ConnectWise, LLC',
)('Support.ClientSetup.exe', 'ScreenConnect Client Setup');

export const ateraAgent = within(
  `${x64}\\ATERA Networks\\AteraAgent`,
  'ATERA Networks Ltd.',
  'AteraAgent',
  '1.8.7.2',
  'Atera Networks Ltd',
)('AteraAgent.exe', 'AteraAgent');
export const ateraPackage = within(
  `${x64}\\ATERA Networks\\AteraAgent\\Packages\\AgentPackageRunCommandInteractive`,
  'Atera Networks',
  'AgentPackageRunCommandInteractive',
  '26.0',
  'Atera Networks Ltd',
)('AgentPackageRunCommandInteractive.exe', 'AgentPackageRunCommandInteractive');
export const ateraDomains = ['agentreporting.atera.com', 'pubsub.atera.com', 'agenthb.atera.com'];

const splashtop = within(`${x86}\\Splashtop\\Splashtop Remote\\Server`, 'Splashtop Inc.', 'Splashtop® Streamer', '3.6.8.0');
export const splashtopManager = splashtop('SRManager.exe', 'Splashtop® Streamer Manager');
export const splashtopServer = splashtop('SRServer.exe', 'Splashtop® Streamer Server');
export const splashtopDomains = ['st-relay1.api.splashtop.com', 'sn.splashtop.com'];

export const rustdesk = within(
  'C:\\Users\\{user}\\Downloads',
  'Purslane Ltd',
  'RustDesk',
  '1.2.6',
  'Purslane Ltd',
)('rustdesk-1.2.6-x86_64.exe', 'RustDesk Remote Desktop', {
  originalName: 'rustdesk.exe',
});
export const rustdeskDomains = ['rs-ny.rustdesk.com', 'api.rustdesk.com'];

export const netsupport = within(
  `${x86}\\NetSupport\\NetSupport Manager`,
  'NetSupport Ltd',
  'NetSupport Remote Control',
  '14.00.0000',
  'NETSUPPORT LTD.',
)('client32.exe', 'NetSupport Client Application');
export const netsupportDomains = ['geo.netsupportsoftware.com', 'activate.netsupportsoftware.com'];

const remoteUtilities = within(
  `${x86}\\Remote Utilities - Host`,
  'Remote Utilities LLC',
  'Remote Utilities',
  '7.2.2.0',
  'REMOTE UTILITIES PTE. LTD.',
);
export const rutServ = remoteUtilities('rutserv.exe', 'Remote Utilities - Host');
export const rutDomains = ['id.internetid.ru'];

export const meshAgent = within(
  `${x64}\\Mesh Agent`,
  'MeshCentral',
  'MeshCentral Agent',
  '2022.12.6',
  'meshcentral.haldenmarsh.example',
)('MeshAgent.exe', 'MeshCentral Background Service Agent');
export const meshDomains = ['meshcentral.com'];

export const action1 = within(
  'C:\\Windows\\Action1',
  'Action1 Corporation',
  'Action1 Agent',
  '5.179.543.1',
)('action1_agent.exe', 'Endpoint Agent');
export const action1Domains = ['server.action1.com'];

export const simplehelp = within(
  'C:\\ProgramData\\JWrapper-Remote Access',
  'SimpleHelp Ltd',
  'SimpleHelp Remote Access',
  '5.5.7',
)('Remote Access.exe', 'SimpleHelp Remote Access');
export const simplehelpDomains = ['rmshelp.me'];

export const zohoAssist = within(
  `${x86}\\ZohoMeeting`,
  'Zoho Corporation',
  'Zoho Assist',
  '111.0.2.31',
  'ZOHO Corporation Private Limited',
)('ZA_Access.exe', 'Zoho Assist');
export const zohoDomains = ['assist.zoho.com', 'downloads.zohocdn.com'];

export const dwAgent = within(`${x64}\\DWAgent\\native`, '', 'DWAgent', '', 'DWSNET OÜ')('dwagsvc.exe', 'DWAgent service');
export const dwDomains = ['node421.dwservice.net', 'www.dwservice.net'];

export const logmein = within(
  `${x86}\\LogMeIn\\x64`,
  'LogMeIn, Inc.',
  'LogMeIn',
  '4.1.0.14610',
  'GoTo Technologies USA, LLC',
)('LogMeIn.exe', 'LogMeIn');
export const logmeinDomains = ['control.app06-03.logmein.com', 'update.logmein.com'];
export const gotoResolve = within(
  `${x86}\\GoTo Resolve Unattended\\5613`,
  'GoTo, Inc.',
  'GoTo Resolve',
  '1.24.0.2761',
  'GoTo Technologies USA, LLC',
)('GoToResolveUnattended.exe', 'GoTo Resolve Unattended');
export const gotoDomains = ['zero-broker.gotoresolve.com', 'devices.getgo.com'];

export const beyondtrust = within(
  'C:\\ProgramData\\bomgar-scc-0x664f1c20',
  'BeyondTrust Corporation',
  'Remote Support Customer Client',
  '24.1.2',
)('bomgar-scc.exe', 'Remote Support Customer Client');
export const beyondtrustDomains = ['haldenmarsh.beyondtrustcloud.com', 'license.bomgar.com'];

export const ninja = within(
  `${x86}\\haldenmarsh-5.9.1158\\ninjarmmagent`,
  'NinjaRMM, LLC',
  'NinjaRMMAgent',
  '5.9.1158',
  'NinjaOne LLC',
)('NinjaRMMAgent.exe', 'NinjaRMM Agent');
export const ninjaDomains = ['agent-eu.ninjarmm.com', 'resources.ninjarmm.com'];
