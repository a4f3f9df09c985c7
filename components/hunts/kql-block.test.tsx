import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import { KqlBlock } from './kql-block';

const shown = (kql: string) => markup(<KqlBlock title="As sent" note="" kql={kql} copies="the query" />);

test('a long query shows its first lines, and says how many it has', () => {
  const kql = Array.from({ length: 2000 }, (_, i) => `| where FileName has 'tool-${i}'`).join('\n');
  const { html, text } = shown(kql);
  expect(text).toContain('Show all 2,000 lines');
  expect(html).toContain('tool-0');
  expect(html).not.toContain('tool-1999');
  expect(html.length).toBeLessThan(60_000);
});

test('the query of a hunt is shown whole', () => {
  const { text } = shown("DeviceProcessEvents\n| where FileName has 'anydesk'\n| count");
  expect(text).toContain('count');
  expect(text).not.toContain('Show all');
});

test('characters that cannot be seen are seen, and lines stay lines', () => {
  expect(shown('a\u202Eb\nc').html).toContain('⟨U+202E⟩b\nc');
});
