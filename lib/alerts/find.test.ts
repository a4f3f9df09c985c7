import { expect, test } from 'vitest';
import { aRow } from '@/lib/sightings/fixtures';
import { noVerdict, type Verdict } from '@/lib/triage/model';
import { alertsOf, marksOf, type Seen } from './find';

const window = { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-10T12:00:00.0000000Z' };
const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T09:00:00.0000000Z`;
function row(tool: string, device: string, firstEver: string, verdict: Partial<Verdict> = {}) {
  const facts = aRow({
    ...{ tool, toolSlug: tool.toLowerCase(), deviceId: device, deviceName: `${device}-name` },
    ...{ firstSeen: firstEver < window.from ? at(6) : firstEver, lastSeen: at(10), verdict: { ...noVerdict, ...verdict } },
  });
  return { ...facts, firstEver };
}
/** What was seen, with the tools that the history knows from before. */
const look = (rows: Seen['rows'], known: Record<string, string> = {}, watched: string[] = []): Seen => ({
  ...{ source: 'embedded', sample: false, window, rows, watched: new Set(watched) },
  history: { anywhere: (slug) => (known[slug] ? { firstSeen: known[slug], lastSeen: at(10) } : undefined) },
});
/** The alerts of a second look, without those that the first look has marked. */
const between = (first: Seen, second: Seen, newsFrom: string | null = null) => {
  const marked = new Set(marksOf(first));
  return alertsOf(second, { isFresh: (mark) => !marked.has(mark), newsFrom }).map((alert) =>
    alert.kind === 'handover-unaccepted' ? [alert.kind] : [alert.kind, alert.toolSlug, alert.deviceId],
  );
};
const nothing = look([]);

test('a tool that nobody has ever had is a new tool, with its devices; one that others have is on a new device', () => {
  const rows = [row('AnyDesk', 'd1', at(9)), row('AnyDesk', 'd2', at(8)), row('RealVNC', 'd1', at(10))];
  const second = look(rows, { anydesk: at(8), realvnc: at(1) });
  expect(between(nothing, second)).toEqual([
    ['new-tool', 'anydesk', 'd2'],
    ['new-device', 'anydesk', 'd1'],
    ['new-device', 'anydesk', 'd2'],
    ['new-device', 'realvnc', 'd1'],
  ]);
  const isFresh = () => true;
  const alerts = alertsOf(second, { isFresh, newsFrom: null });
  expect(alerts[0]).toMatchObject({ devices: 2, firstSeen: at(8), deviceName: 'd2-name' });
  expect(alerts.map((alert) => alert.kind === 'new-device' && alert.ofNewTool)).toEqual([false, true, true, false]);
  expect(between(second, second), 'a look later').toEqual([]);
  const more = look([...rows, row('AnyDesk', 'd3', at(10))], { anydesk: at(8) });
  expect(between(second, more)).toEqual([['new-device', 'anydesk', 'd3']]);
});

test('what was first seen before the window is no news, though no look has seen it', () => {
  expect(between(nothing, look([row('AnyDesk', 'd1', at(1))], { anydesk: at(1) }))).toEqual([]);
});

test('after hunts have changed only what came since the last look is news', () => {
  const second = look([row('AnyDesk', 'd1', at(8)), row('AnyDesk', 'd2', at(10)), row('RealVNC', 'd3', at(10))]);
  expect(between(nothing, second, at(9))).toEqual([
    ['new-tool', 'realvnc', 'd3'],
    ['new-device', 'anydesk', 'd2'],
    ['new-device', 'realvnc', 'd3'],
  ]);
});

test('an approved sighting that changed is told once for each kind of change and each approval', () => {
  const change = (what: 'account' | 'hash') => ({ what, values: ['x'], more: 0 });
  const approved = (revision: number, ...kinds: ('account' | 'hash')[]) =>
    look([
      row('AnyDesk', 'd1', at(1), {
        ...{ value: 'approved', revision, by: 'Lea', changedSince: ['new account: x'], changes: kinds.map(change) },
      }),
    ]);
  expect(between(nothing, approved(1))).toEqual([]);
  const told = [['approved-changed', 'anydesk', 'd1']];
  expect(between(approved(1), approved(1, 'account'))).toEqual(told);
  expect(between(approved(1, 'account'), approved(1, 'account'))).toEqual([]);
  expect(between(approved(1, 'account'), approved(1, 'account', 'hash'))).toEqual(told);
  expect(between(approved(1, 'account'), approved(2, 'account'))).toEqual(told);
  const suspicious = look([row('AnyDesk', 'd1', at(1), { value: 'suspicious', changes: [change('hash')] })]);
  expect(between(nothing, suspicious), 'only approvals are watched over').toEqual([]);
});

test('a watched device is told of once a day and tool', () => {
  const rows = [row('AnyDesk', 'd1', at(1)), row('AnyDesk', 'd2', at(1))];
  const second = look(rows, { anydesk: at(1) }, ['d1']);
  expect(between(look(rows), second)).toEqual([['watched-device', 'anydesk', 'd1']]);
  expect(between(second, second)).toEqual([]);
  const tomorrow = { ...second, rows: rows.map((one) => ({ ...one, lastSeen: at(11) })) };
  expect(between(second, tomorrow)).toEqual([['watched-device', 'anydesk', 'd1']]);
});

test('links lead to the window of the look, for the tool and device', () => {
  const [tool, device] = alertsOf(look([row('AnyDesk', 'd 1', at(9))]), { isFresh: () => true, newsFrom: null });
  const query = (alert: typeof tool) => Object.fromEntries(new URL(alert?.path ?? '', 'http://x').searchParams);
  expect(query(tool)).toEqual({ ...window, tool: 'anydesk' });
  expect(query(device)).toEqual({ ...window, tool: 'anydesk', device: 'd 1' });
});
