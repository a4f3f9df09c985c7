/** Writes the hunts of the catalogue from the facts about each tool. Pure. */
import { type Signal, signalFacts, signals, tableOfSignal } from '@/lib/tables/tables';
import type { ToolCategory, ToolFacts } from '@/lib/tools/model';
import { byActor, byFile, byHelper, byServer, bySigner, byVersionInfo } from './predicates';
import { uuidOf } from './uuid';

/** Tools whose process, network and signature hunts were written by people. Only their hunts by file are made from facts. */
const handWritten = new Set([
  ...['action1', 'anydesk', 'atera', 'beyondtrust', 'dameware', 'dwservice', 'fleetdeck', 'logmein', 'meshcentral'],
  ...['netsupport-manager', 'ninjarmm', 'realvnc', 'remote-utilities', 'rustdesk', 'screenconnect', 'simplehelp'],
  ...['splashtop', 'supremo', 'teamviewer', 'ultraviewer', 'zoho-assist'],
]);

/** The files that people write: one for each signal of each of those tools. */
export const handWrittenFiles = [...handWritten].flatMap((slug) => signals.map((signal) => `${slug}-${signal}.yaml`));

/** Tools that many people use for what they were made for. */
const commonplace = new Set<ToolCategory>(['terminal', 'file-transfer', 'communication', 'other']);

/** ATT&CK’s technique for what a tool is for, besides T1219, Remote Access Tools. */
const techniqueOf: Partial<Record<ToolCategory, string>> = {
  'remote-access': 'T1219.002', // Remote Desktop Software
  rmm: 'T1219.002',
  'ide-tunnel': 'T1219.001', // IDE Tunneling
  tunnel: 'T1572', // Protocol Tunneling
  admin: 'T1569.002', // Service Execution
};

/** The GUIDs of hunts are made in the namespace of the hunt that the catalogue began with. */
const NAMESPACE = '865f9d1e-a01a-46b9-a909-2f93fbab5331';

export interface WrittenHunt {
  /** `anydesk-process.yaml`. */
  file: string;
  yaml: string;
}

interface Draft {
  /** The end of the file’s name: `process`, or another one for a further hunt of that signal. */
  key: string;
  signal: Signal;
  /** Words in the hunt’s name, after its signal. */
  by?: string;
  description: string;
  terms: string[];
  confidence: 'high' | 'medium' | 'low';
  binary?: 'main' | 'helper';
}

/** The hunts of a tool that are made from facts, without those that people wrote. */
export function huntsOf(tool: ToolFacts): WrittenHunt[] {
  const basic = handWritten.has(tool.slug) ? [] : [...process(tool), ...network(tool), ...signature(tool)];
  return [...basic, ...file(tool)]
    .filter(({ terms }) => terms.length > 0)
    .map((draft) => (commonplace.has(tool.category) ? ({ ...draft, confidence: 'low' } as const) : draft))
    .map((draft) => ({ file: `${tool.slug}-${draft.key}.yaml`, yaml: yamlOf(tool, draft) }));
}

function process(tool: ToolFacts): Draft[] {
  const description = `A program of ${tool.name} started, as its version info tells, which can be empty or forged.`;
  return [{ key: 'process', signal: 'process', description, terms: byVersionInfo(tool), confidence: 'high' }];
}

function file(tool: ToolFacts): Draft[] {
  const main = `A program started under a name or in a folder of ${tool.name}, or had such a name when it was built, whatever else its
version info says.`;
  const helper = `An updater, installer or other helper of ${tool.name} started, which may be there without the tool in use.`;
  return [
    {
      ...{ key: 'process-file', signal: 'process', by: 'File Name', description: main },
      ...{ terms: byFile(tool), confidence: 'medium', binary: 'main' },
    },
    {
      ...{ key: 'process-helper', signal: 'process', by: 'Helper', description: helper },
      ...{ terms: byHelper(tool), confidence: 'low', binary: 'helper' },
    },
  ];
}

/** Finds the tool by its servers, and by its programs too if anybody can run a server or none is known. */
function network(tool: ToolFacts): Draft[] {
  const servers = byServer(tool);
  const draft = { key: 'network', signal: 'network' } as const;
  const sites = `Devices that connect to servers of ${tool.name}.`;
  if (servers.length > 0 && !tool.selfHosted) return [{ ...draft, description: sites, terms: servers, confidence: 'high' }];
  const versionInfo = byVersionInfo(tool, 'Initiating');
  const actors = versionInfo.length > 0 ? versionInfo : byActor(tool);
  const programs = `Whatever programs of ${tool.name} connect to: its servers can have any name.`;
  const description =
    servers.length > 0 ? `Devices that connect to servers of ${tool.name}, and whatever its programs connect to.` : programs;
  const confidence = versionInfo.length > 0 || actors.length === 0 ? 'high' : 'medium';
  return [{ ...draft, description, terms: [...servers, ...actors], confidence }];
}

function signature({ name, signers, vendorSigners }: ToolFacts): Draft[] {
  const draft = { key: 'signature', signal: 'signature' } as const;
  if (signers.length > 0)
    return [{ ...draft, description: `Files with the signature of ${name}.`, terms: bySigner(signers), confidence: 'high' }];
  const description = `Files signed by the vendor of ${name}, which signs its other products alike; SHA1 tells them apart.`;
  return [{ ...draft, description, terms: bySigner(vendorSigners), confidence: 'low' }];
}

const why = { medium: 'A file’s name is easily changed, and other programs may have the same.', low: 'Alone it proves little.' };

function yamlOf(tool: ToolFacts, draft: Draft): string {
  const { signal, confidence, binary, by } = draft;
  const table = tableOfSignal[signal];
  const ending = `${signalFacts[signal].nameEnding}${by ? ` (${by})` : ''}`;
  const techniques = ['T1219', techniqueOf[tool.category]].filter((technique) => technique !== undefined);
  const tags = [...(confidence === 'high' ? [] : [`confidence-${confidence}`]), ...(binary ? [`${binary}-binary`] : [])];
  const description =
    confidence === 'high' ? draft.description : `${draft.description} Confidence: ${confidence}. ${why[confidence]}`;
  return `id: ${uuidOf(NAMESPACE, `${tool.slug}/${draft.key}`)}
name: Remote Management and Monitoring tool - ${tool.name} - ${ending}
description: |
${wrapped(description)}
requiredDataConnectors:
- connectorId: MicrosoftThreatProtection
  dataTypes:
  - ${table}
tactics:
- CommandAndControl
relevantTechniques:
${listed(techniques)}${tags.length > 0 ? `\ntags:\n${listed(tags)}` : ''}
query: |
  let Time_start = now(-5d);
  let Time_end = now();
  //
  ${table}
  | where Timestamp between (Time_start..Time_end)
  | where ${draft.terms.join('\n      or ')}
  | summarize FirstSeen=min(Timestamp), LastSeen=max(Timestamp),
      Report=make_set(ReportId), Count=count() by DeviceId, DeviceName
`;
}

const listed = (items: string[]) => items.map((item) => `- ${item}`).join('\n');

const WIDTH = 120;

/** A text in lines of a block of YAML. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = `${lines.at(-1) ?? ' '} ${word}`;
    if (lines.length === 0 || line.length > WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = line;
  }
  return lines.join('\n');
}
