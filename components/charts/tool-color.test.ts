import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TOOL_COLORS, toolColor } from './tool-color';

test('a tool keeps its colour, and those that are often seen have one each', () => {
  expect(toolColor('anydesk')).toBe('var(--tool-0)');
  expect(toolColor('dwservice')).toBe('color-mix(in oklab, var(--tool-0) 58%, var(--ink-1))');
  expect(toolColor('some-other')).toBe(toolColor('some-other'));
  const often = [
    'anydesk',
    'teamviewer',
    'screenconnect',
    'realvnc',
    'splashtop',
    'logmein',
    'action1',
    'netsupport-manager',
    'atera',
  ];
  expect(new Set(often.map(toolColor)).size).toBe(often.length);
});

test('every colour is defined in both themes', () => {
  const css = readFileSync('app/globals.css', 'utf8');
  for (let i = 0; i < TOOL_COLORS; i++) expect(css.match(new RegExp(`--tool-${i}:`, 'g'))).toHaveLength(2);
});
