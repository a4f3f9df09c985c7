import { expect, test } from 'vitest';
import { aRow } from '@/lib/sightings/fixtures';
import { rowsText } from './rows-text';

const row = aRow({
  deviceName: '=HYPERLINK("http://x","y")',
  count: 3,
  accounts: ['corp\\a', 'corp\\b'],
  isNew: true,
  isQuiet: false,
  signals: [{ signal: 'process', huntIds: ['h'], firstSeen: '', lastSeen: '', count: 3 }],
  activity: [3],
});

const huntName = (id: string) => `hunt ${id}`;

test('CSV is quoted and no name becomes a formula', () => {
  expect(rowsText([row], 'csv', 'UTC', huntName).split('\r\n')[1]).toContain(
    `"AnyDesk","'=HYPERLINK(""http://x"",""y"")","d1","2026-03-10 08:59:59.1234567","","new","2026-03-10 08:59:59.1234567","first","2026-03-10 09:59:59.1234567","3",`,
  );
});

test('text has a line a row whatever the names hold, in the zone on the screen', () => {
  const lines = rowsText([{ ...row, deviceName: 'a\nb\tc' }], 'text', 'Europe/Zurich', huntName).split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('First seen (Europe/Zurich)');
  expect(lines[1]).toContain('\ta b c\td1\t2026-03-10 09:59:59.1234567\t\tnew\t');
});

test('JSON loses nothing', () => {
  expect(JSON.parse(rowsText([row], 'json', 'UTC', huntName))).toEqual([row]);
});
