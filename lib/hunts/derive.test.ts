import { expect, test } from 'vitest';
import { deriveToolAndSignal } from './derive';

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
  ['RMM - AnyDesk - Create Process', [...process, ...network], 'AnyDesk', 'process'],
])('%s', (name, dataTypes, tool, signal) => {
  expect(deriveToolAndSignal(name, dataTypes)).toEqual({ tool, signal });
});

test.each([
  ['AnyDesk', ['DeviceInfo'], 'requiredDataConnectors', 'name no table of a signal'],
  ['AnyDesk', [...process, ...network], 'requiredDataConnectors', 'name tables of several signals'],
  ['AnyDesk - Create Process', network, 'name', 'its connectors bring DeviceNetworkEvents'],
  ['- Create Process', process, 'name', 'names no tool'],
])('%s with %j tells nothing', (name, dataTypes, key, message) => {
  expect(deriveToolAndSignal(name, dataTypes)).toEqual({ fault: { key, message: expect.stringContaining(message) } });
});
