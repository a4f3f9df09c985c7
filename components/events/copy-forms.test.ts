import { expect, test } from 'vitest';
import type { EventDetail } from '@/lib/devices/model';
import { markdownText } from '@/lib/shared/markdown';
import { eventJson, eventMarkdown } from './copy-forms';

const detail: EventDetail = {
  window: { from: '', to: '' },
  engine: 'embedded',
  asOf: '',
  notices: [],
  event: {
    id: 'process-1-2',
    table: 'DeviceProcessEvents',
    signal: 'process',
    deviceId: 'd',
    timestamp: '2026-03-10T08:59:59.1234567Z',
    reportId: '9007199254740993',
    huntIds: ['h'],
    tools: ['AnyDesk'],
    excludedBy: [],
    columns: {
      Timestamp: '2026-03-10T08:59:59.1234567Z',
      ReportId: '9007199254740993',
      ProcessCommandLine: 'a | b\n<img src=x> `c`',
      AccountName: '',
    },
  },
  schema: [
    { name: 'Timestamp', type: 'datetime' },
    { name: 'ReportId', type: 'long' },
    { name: 'ProcessCommandLine', type: 'string' },
    { name: 'AccountName', type: 'string' },
  ],
  deviceName: 'ws|1',
  ancestry: [],
  portalLinks: { window: { from: '', to: '' }, notices: [], pages: [], queries: [] },
  kql: '',
  twins: 0,
};

test('JSON keeps longs exact, times in UTC', () => {
  expect(JSON.parse(eventJson(detail))).toEqual(detail.event.columns);
});

test('Markdown is one table whatever the values hold', () => {
  const lines = eventMarkdown(detail, 'UTC').trimEnd().split('\n');
  expect(lines[0]).toContain('AnyDesk on ws\\|1');
  const rows = lines.slice(4);
  expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual([4, 4, 4]);
  expect(rows.join('')).not.toContain('<img');
  expect(rows.join('')).not.toMatch(/AccountName/);
  expect(rows[0]).toContain('2026\\-03\\-10 08\\:59\\:59\\.1234567 UTC');
});

test.each(['[a](http://x)', '![i](y)', '**b**', '# h', '- l', '@everyone', '\u202e'])('%j is no markup', (text) => {
  expect(markdownText(text).replace(/\\./g, '')).not.toMatch(/[[\]()*#\-@!\u202e]/);
});
