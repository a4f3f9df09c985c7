import { expect, test } from 'vitest';
import { emptyProfile } from '@/components/tools/fixtures';
import { markup } from '@/components/ui/markup';
import type { ToolProfile } from '@/lib/tool-profiles/model';
import { parseToolFacts } from '@/lib/tools/model';
import { UsualFacts } from './usual';

const facts = parseToolFacts({
  ...{ name: 'Acme', vendor: 'Acme Ltd', site: 'https://acme.example/', category: 'rmm', sources: ['LOLRMM'] },
  ...{ files: ['acme.exe'], domains: ['acme.com'] },
});
const profile = (known: typeof facts | null, fileName: string, isUsual = fileName === 'acme.exe'): ToolProfile => ({
  ...emptyProfile,
  facts: known,
  programs: {
    rows: [{ fileName, folderPath: `C:\\${fileName}`, devices: 1, events: 1, unusual: isUsual ? [] : ['name'] }],
    total: 1,
  },
  relays: {
    rows: [{ address: 'relay.evil.example', devices: 1, matched: 1, byPrograms: 0, isVendors: isUsual }],
    total: 1,
  },
});
const shown = (known: typeof facts | null, fileName: string) => markup(<UsualFacts profile={profile(known, fileName)} />).text;

test('what no fact names stands out beside what is usual; nothing stands out where all is usual', () => {
  expect(shown(facts, 'acme.exe')).toMatch(/Vendor Acme Ltd site .*Programs acme.exe Domains acme.com$/);
  expect(shown(facts, 'svc.exe')).toMatch(/Not usual unusual name C:\\svc.exe not the vendor’s relay.evil.example/);
});

test('without facts nothing is called usual or not', () => {
  expect(shown(null, 'svc.exe')).toBe('Nothing is known of this tool but what its hunts look for.');
});
