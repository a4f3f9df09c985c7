import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import { MeProvider } from '@/components/ui/me';
import type { ExclusionsPage } from '@/lib/exclusions/model';
import { ExclusionRow } from './exclusion-row';

const exclusion: ExclusionsPage['exclusions'][number] = {
  id: 'e1',
  name: 'Help desk',
  tool: null,
  toolSlug: null,
  where: null,
  reason: 'Known',
  owner: 'Ann',
  status: 'active',
  by: 'Ann',
  at: '2026-03-01T00:00:00.0000000Z',
  approvedBy: null,
  expiresAt: '2026-06-01T00:00:00.0000000Z',
  expiresSoon: false,
  revision: 1,
  hidesNow: null,
  lastMatch: null,
};

test.each([
  ['active', 'Turn off'],
  ['proposed', 'Decline'],
] as const)('the button of an exclusion that is %s opens a question before anything is done: %s', (status, word) => {
  const { html } = markup(
    <MeProvider me={{ name: 'Ann', role: 'Analyst' }}>
      <table>
        <tbody>
          <ExclusionRow
            exclusion={{ ...exclusion, status }}
            window={{ last: '5d' }}
            now="2026-03-10T00:00:00.0000000Z"
            onChange={() => undefined}
            isPending={false}
          />
        </tbody>
      </table>
    </MeProvider>,
  );
  const button = new RegExp(`<button(?:(?!<button).)*${word}`, 's').exec(html)?.[0];
  expect(button).toContain('aria-haspopup="dialog"');
});
