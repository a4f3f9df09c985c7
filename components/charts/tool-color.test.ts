import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TOOL_COLORS, toolColor } from './tool-color';

test('a tool keeps its colour', () => {
  expect(toolColor('anydesk')).toBe('var(--tool-0)');
  expect(toolColor('dwagent')).toBe(toolColor('dwagent'));
  expect(toolColor('')).toMatch(/^var\(--tool-\d+\)$/);
});

test('every colour is defined in both themes', () => {
  const css = readFileSync('app/globals.css', 'utf8');
  for (let i = 0; i < TOOL_COLORS; i++) expect(css.match(new RegExp(`--tool-${i}:`, 'g'))).toHaveLength(2);
});
