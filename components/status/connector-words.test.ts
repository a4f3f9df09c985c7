import { expect, test } from 'vitest';
import { connectorName, howToBring } from './connector-words';

const xdr = { name: 'DeviceNetworkEvents', connectors: ['MicrosoftThreatProtection'] };

test('a missing table names its connector as the portal does', () => {
  expect(howToBring({ ...xdr, state: 'missing' }, 'log-analytics')).toBe(
    'Enable the data connector “Microsoft Defender XDR” in Sentinel and tick DeviceNetworkEvents.',
  );
  expect(howToBring({ ...xdr, connectors: [], state: 'missing' }, 'log-analytics')).toContain('“Microsoft Defender XDR”');
  expect(howToBring({ ...xdr, connectors: ['Acme\u202e'], state: 'missing' }, 'log-analytics')).toContain('“Acme⟨U+202E⟩”');
});

test('an empty one is another matter, and so is each engine', () => {
  expect(howToBring({ ...xdr, state: 'empty' }, 'log-analytics')).toContain('is DeviceNetworkEvents ticked');
  expect(howToBring({ ...xdr, state: 'missing' }, 'defender')).toContain('Defender for Endpoint');
  expect(howToBring({ ...xdr, state: 'missing' }, 'embedded')).toBe('Import an export that holds it.');
  for (const state of ['present', 'broken'] as const) expect(howToBring({ ...xdr, state }, 'log-analytics')).toBeNull();
});

test('a connector that is not known keeps its id', () => {
  expect([connectorName('MicrosoftThreatProtection'), connectorName('SecurityEvents')]).toEqual([
    'Microsoft Defender XDR',
    'SecurityEvents',
  ]);
});
