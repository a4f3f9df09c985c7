import { expect, test } from 'vitest';
import { eventWords } from './event-words';

test('a process is its command line, else its file', () => {
  const columns = { ProcessCommandLine: '"C:\\a.exe" --x', FileName: 'a.exe' };
  expect(eventWords({ signal: 'process', columns })).toEqual({ text: '"C:\\a.exe" --x', label: 'command line' });
  expect(eventWords({ signal: 'process', columns: { ...columns, ProcessCommandLine: '' } }).text).toBe('a.exe');
});

test('a connection is where it went', () => {
  expect(
    eventWords({ signal: 'network', columns: { RemoteUrl: 'relay.example', RemoteIP: '192.0.2.1', RemotePort: 443 } }).text,
  ).toBe('relay.example:443');
  expect(eventWords({ signal: 'network', columns: { RemoteUrl: '', RemoteIP: '192.0.2.1', RemotePort: null } }).text).toBe(
    '192.0.2.1',
  );
});

test('a signature is its signer; a row without anything says nothing', () => {
  expect(eventWords({ signal: 'signature', columns: { Signer: 'AnyDesk GmbH' } }).text).toBe('AnyDesk GmbH');
  expect(eventWords({ signal: 'signature', columns: {} }).text).toBe('');
});
