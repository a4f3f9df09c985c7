import { expect, test } from 'vitest';
import { WatchButton } from '@/components/notes/watch-button';
import { markup } from '@/components/ui/markup';
import { MeProvider, whyNot } from '@/components/ui/me';
import { noVerdict, type Verdict } from '@/lib/triage/model';
import { Changes } from './changes';
import { VerdictHistory } from './history';
import { Toast } from './toast';

const verdict: Verdict = {
  ...noVerdict,
  value: 'approved',
  revision: 1,
  by: 'Ann',
  changedSince: ['new account: x'],
  changes: [
    { what: 'account', values: ['CORP\\eve'], more: 2 },
    { what: 'review', values: ['2026-03-01T00:00:00.0000000Z'], more: 0 },
  ],
};

test('what has changed since a verdict is told value by value, each to copy', () => {
  const { text, html } = markup(<Changes verdict={verdict} />);
  expect(text).toContain('Changed since it was approved');
  expect(text).toContain('New account');
  expect(html).toContain('CORP\\eve');
  expect(text).toContain('and 2 more');
  expect(html).toContain('Copy new account');
  expect(text).toContain('Review was due');
  expect(markup(<Changes verdict={noVerdict} />).html).toBe('');
});

test('a history says that there is none, and that one is on its way', () => {
  const shown = (part: Partial<Verdict>) =>
    markup(<VerdictHistory subject={{ toolSlug: 'anydesk', deviceId: 'd', verdict: { ...noVerdict, ...part } }} />).text;
  expect(shown({})).toContain('Nobody has given a verdict yet');
  expect(shown({ by: 'Ann', value: 'approved' })).toContain('being stored');
});

test('a Viewer sees the controls and why they do nothing', () => {
  expect(whyNot({ name: 'Vic', role: 'Viewer' })).toContain('Your role is Viewer');
  expect(whyNot({ name: 'Ann', role: 'Analyst' })).toBeNull();
  const { html } = markup(
    <MeProvider me={{ name: 'Vic', role: 'Viewer' }}>
      <WatchButton deviceId="d" />
    </MeProvider>,
  );
  expect(html).toContain('disabled=""');
  expect(html).toContain('Your role is Viewer');
});

test('the toast keeps the place of Undo once there is nothing to undo, so that Close does not move', () => {
  const decision = {
    subjects: [{ tool: 'AnyDesk', toolSlug: 'anydesk', deviceId: 'd', deviceName: 'ws-1', verdict }],
    choice: { verdict: 'malicious' as const },
  };
  const nothing = () => undefined;
  const undoButton = (undo: (() => void) | null) => {
    const change = { isPending: false, failure: null, retry: nothing, result: undefined, undo };
    const { html } = markup(<Toast decision={decision} change={change} onAgain={nothing} onClose={nothing} />);
    return /<button(?:(?!<button).)*Undo/s.exec(html)?.[0];
  };
  expect(undoButton(nothing)).not.toContain('disabled=""');
  expect(undoButton(null)).toContain('disabled=""');
});
