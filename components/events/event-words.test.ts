import { expect, test } from 'vitest';
import { eventWords, excludableOf } from './event-words';

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

test('a cell can be excluded by the column that it shows, which differs from table to table', () => {
  const process = {
    signal: 'process' as const,
    columns: {
      ActionType: 'ProcessCreated',
      FileName: 'a.exe',
      ProcessCommandLine: '',
      AccountDomain: 'corp',
      AccountName: 'ann',
    },
  };
  const of = (cell: string) => excludableOf(process, cell);
  expect(of('event-action')).toEqual({ column: 'ActionType', value: 'ProcessCreated' });
  expect(of('event-what')).toEqual({ column: 'FileName', value: 'a.exe' });
  expect(of('event-account')).toEqual({ column: 'account', value: 'corp\\ann' });
  for (const cell of ['event-command', 'event-time', 'event-report', 'event-tools']) expect(of(cell)).toBeNull();
  const network = { signal: 'network' as const, columns: { RemoteUrl: '', RemoteIP: '192.0.2.1', RemotePort: 443 } };
  expect(excludableOf(network, 'event-what')).toEqual({ column: 'RemoteIP', value: '192.0.2.1' });
});
