import { expect, test } from 'vitest';
import { confidenceAndBinary, deriveToolAndSignal } from './derive';

const process = ['DeviceProcessEvents'];
const network = ['DeviceNetworkEvents'];

test.each([
  ['Remote Management and Monitoring tool - RealVNC - Create Process', process, 'RealVNC', 'process'],
  ['Remote Management and Monitoring tool - RealVNC - Network Connection', network, 'RealVNC', 'network'],
  ['RMM tool – Zoho Assist – file  signature', [], 'Zoho Assist', 'signature'],
  ['Remote Management and Monitoring tool - N-able - RMM - Create Process', process, 'N-able - RMM', 'process'],
  ['AnyDesk - Create Process', process, 'AnyDesk', 'process'],
  ['AnyDesk from a temporary folder', process, 'AnyDesk from a temporary folder', 'process'],
  ['Remote Access', network, 'Remote Access', 'network'],
  ['RMM - AnyDesk - constructor', ['constructor', ...network], 'AnyDesk - constructor', 'network'],
  ['RMM - AnyDesk', ['DeviceNetworkEvents (streamed)', 'DeviceInfo'], 'AnyDesk', 'network'],
  ['RMM - AnyDesk - Create Process (File Name)', process, 'AnyDesk', 'process'],
  ['RMM - AnyDesk - Create Process', [...process, ...network], 'AnyDesk', 'process'],
])('%s', (name, dataTypes, tool, signal) => {
  expect(deriveToolAndSignal(name, dataTypes)).toEqual({ tool, signal });
});

const known: Record<string, string> = { anydesk: 'AnyDesk', 'datto-rmm': 'Datto RMM', ninjaone: 'NinjaRMM' };
const toolOf = (slug: string) => known[slug];

test.each([
  ['Detect AnyDesk', 'AnyDesk'],
  ['AnyDesk remote access detected', 'AnyDesk'],
  ['Suspicious use of AnyDesk', 'AnyDesk'],
  ['AnyDesk RMM usage', 'AnyDesk'],
  ['[RMM] anydesk execution', 'AnyDesk'],
  ['RMM: AnyDesk', 'AnyDesk'],
  ['Remote Access Tool - AnyDesk Execution', 'AnyDesk'],
  ['Detect Datto RMM usage', 'Datto RMM'],
  ['RMM - NinjaOne - Create Process', 'NinjaRMM'],
  ['Detect Acme RMM', 'Acme'],
  ['Used cars', 'Used cars'],
])('%s is a hunt for %s', (name, tool) => {
  expect(deriveToolAndSignal(name, process, { toolOf })).toEqual({ tool, signal: 'process' });
});

test.each([
  [[], 'union DeviceInfo, DeviceNetworkEvents, DeviceProcessEvents', 'network'],
  [['DeviceProcessEvents', 'DeviceNetworkEvents'], 'DeviceProcessEvents | join DeviceNetworkEvents on DeviceId', 'process'],
])('without an ending and one table in %j, the query tells the signal', (dataTypes, query, signal) => {
  expect(deriveToolAndSignal('AnyDesk', dataTypes, { query })).toEqual({ tool: 'AnyDesk', signal });
});

test('confidence and kind of program stand in the tags; without tags a hunt is taken at its word', () => {
  expect(confidenceAndBinary([])).toEqual({ confidence: 'high', binary: null });
  expect(confidenceAndBinary(['Ransomware', 'Confidence-Medium', 'main-binary'])).toEqual({
    confidence: 'medium',
    binary: 'main',
  });
  expect(confidenceAndBinary(['helper-binary', 'confidence-high', 'confidence-low'])).toEqual({
    confidence: 'low',
    binary: 'helper',
  });
});

test.each([
  ['AnyDesk', ['DeviceInfo'], 'requiredDataConnectors', 'name no table of a signal'],
  ['AnyDesk', [...process, ...network], 'requiredDataConnectors', 'name tables of several signals'],
  ['AnyDesk - Create Process', network, 'name', 'its connectors bring DeviceNetworkEvents'],
  ['- Create Process', process, 'name', 'names no tool'],
])('%s with %j tells nothing', (name, dataTypes, key, message) => {
  expect(deriveToolAndSignal(name, dataTypes)).toEqual({ fault: { key, message: expect.stringContaining(message) } });
});
