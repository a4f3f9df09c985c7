import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import { Named } from './named';

const id = '53f291fdfe9f7c9c7301c2b63a5e26f60c19b129';

test('the id of a known device stands as its name, with the id in the tip; all else stays', () => {
  const shown = (names: Record<string, string>) => markup(<Named text={`approved: AnyDesk on ${id}`} names={names} />);
  const { text, html } = shown({ [id]: 'ws-fin-014' });
  expect(text.replaceAll(/\s+/g, ' ')).toMatch(/AnyDesk on ws-fin-014$/);
  expect(html).toContain(`data-tip="${id}"`);
  expect(shown({}).text).toContain(id);
  expect(markup(<Named text="constructor" names={{}} />).text).toBe('constructor');
});
