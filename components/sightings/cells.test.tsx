import type { ComponentType } from 'react';
import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import { paths } from '@/lib/routes/paths';
import type { FieldName } from '@/lib/sightings/fields';
import { nothingExcluded, type Sighting } from '@/lib/sightings/model';
import { cells } from './cells';
import { type TableContext, tableContext, useTableContext } from './table-context';

const row: Sighting = {
  tool: 'RealVNC',
  toolSlug: 'realvnc',
  deviceId: '34c84ade',
  deviceName: 'ws-1.corp.example',
  firstSeen: '2026-03-07T09:52:26.4750000Z',
  lastSeen: '2026-03-10T11:54:32.4700000Z',
  count: 1200,
  earlier: '2026-02-11T00:00:00.0000000Z',
  isNew: false,
  isQuiet: false,
  firstEver: '2026-01-16T08:00:00.0000000Z',
  isFirst: false,
  confidence: 'high',
  seenBy: 'process-only',
  binary: null,
  verdict: { value: 'suspicious', owner: null, revision: 2, by: 'anna', at: null, note: '', ticket: null, reviewAt: null },
  excluded: nothingExcluded,
  accounts: ['corp\\anna', 'corp\\ben', 'corp\\carl'],
  workspaces: [],
  signals: [
    {
      signal: 'process',
      huntIds: ['a', 'b'],
      count: 1,
      firstSeen: '2026-03-07T09:52:26.4750000Z',
      lastSeen: '2026-03-07T09:52:26.4750000Z',
    },
  ],
  activity: [0, 3],
};
const answer = {
  window: { from: '2026-03-05T00:00:00.0000000Z', to: '2026-03-10T00:00:00.0000000Z' },
  newSince: '2026-03-09T00:00:00.0000000Z',
  lookbackFrom: '2026-02-03T00:00:00.0000000Z',
  deviceHref: (deviceId: string, tool: string) => paths.device(deviceId, new URLSearchParams({ tool })),
};

function InTable({
  Cell,
  of,
  context,
}: {
  Cell: ComponentType<{ row: Sighting }>;
  of: Sighting;
  context: Partial<TableContext>;
}) {
  return (
    <tableContext.Provider value={{ ...useTableContext(), ...context }}>
      <Cell row={of} />
    </tableContext.Provider>
  );
}

const shown = (field: FieldName, part: Partial<Sighting> = {}, context: Partial<TableContext> = answer) =>
  markup(<InTable Cell={cells[field]} of={{ ...row, ...part }} context={context} />);

test('a device is a link to its page, narrowed to the tool; without a name it is shown by its id', () => {
  const { html, text } = shown('device');
  expect(html).toContain(`href="${answer.deviceHref('34c84ade', 'realvnc')}"`);
  expect(text).toBe('ws-1.corp.example');
  expect(shown('device', { deviceName: '' }).text).toBe('34c84ade');
});

test('“new” is said of new ones only, with since when and how far back was looked', () => {
  expect(shown('device').text).not.toContain('new');
  const { text, html } = shown('device', { isNew: true });
  expect(text).toMatch(/ new$/);
  expect(html).toContain('First seen after 2026-03-09 00:00:00 UTC, and not seen between 2026-02-03 00:00:00 UTC and then');
});

test('first seen says how long before the window the tool was there', () => {
  expect(shown('firstSeen').text).toMatch(/← 22 d$/);
  expect(shown('firstSeen', { earlier: null }).text).not.toContain('←');
  expect(shown('firstSeen', {}, {}).text, 'before an answer is there').not.toContain('←');
});

test('of several accounts the first is named, the others are counted and in the tip', () => {
  const { text, html } = shown('accounts');
  expect(text).toMatch(/anna \+2$/);
  expect(html).toContain('corp\\ben\ncorp\\carl');
  expect(shown('accounts', { accounts: [] }).text).toBe('none');
});

test('a verdict is a word, never a colour alone; what has changed since is said', () => {
  expect(shown('verdict').text).toBe('Suspicious');
  const changed = shown('verdict', { verdict: { ...row.verdict, changedSince: ['a new account'] } });
  expect(changed.text).toBe('Suspicious, changed');
  expect(changed.html).toContain('a new account');
});

test('a signal says its events and hunts', () => {
  expect(shown('signals').html).toContain('1 event, 2 hunts');
  expect(shown('count').text).toBe('1,200');
});

test('doubt stands beside the tool, in words too; a sure sighting carries no mark', () => {
  expect(shown('tool').text).toBe('RealVNC');
  expect(shown('tool', { confidence: 'low' }).text).toBe('RealVNC Low confidence');
  expect(shown('tool', { binary: 'helper' }).text).toBe('RealVNC High confidence, helper');
});

test('where not all tools have a colour, those without are neutral unless the sighting is new', () => {
  const colour = (part: Partial<Sighting>, coloured: string[] | null) =>
    /background:([^"]*)"/.exec(shown('tool', part, { ...answer, coloured: coloured && new Set(coloured) }).html)?.[1];
  const own = colour({}, null);
  expect(colour({}, ['realvnc'])).toBe(own);
  expect(colour({}, ['anydesk'])).toBe('var(--tool-other)');
  expect(colour({ isNew: true }, ['anydesk'])).toBe(own);
});
