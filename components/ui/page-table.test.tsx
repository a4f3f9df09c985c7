import { expect, test } from 'vitest';
import { markup } from './markup';
import { PageTable } from './page-table';

test('each column gives CSS its heading for the cards of a phone; one for screen readers only gives none', () => {
  const { html } = markup(
    <PageTable headings={['What "it" is', { words: 'Rows', look: 'number' }, { words: 'Actions', look: 'unseen' }]}>
      <tr />
    </PageTable>,
  );
  const style = /<table[^>]* style="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"');
  expect(style).toBe('--heading-1:"What \\"it\\" is";--heading-2:"Rows";--heading-3:""');
});
