import { expect, test } from 'vitest';
import { tacticUrl, tacticWords, techniqueUrl } from './mitre';

test('tactics and techniques have their ATT&CK pages; other texts have none', () => {
  expect(tacticUrl('CommandAndControl')).toBe('https://attack.mitre.org/tactics/TA0011/');
  expect(tacticUrl('Command and Control')).toBe('https://attack.mitre.org/tactics/TA0011/');
  expect(techniqueUrl('T1219')).toBe('https://attack.mitre.org/techniques/T1219/');
  expect(techniqueUrl('t1219.002')).toBe('https://attack.mitre.org/techniques/T1219/002/');
  for (const text of ['', 'constructor', 'T1219/../x', 'javascript:alert(1)', 'T12190']) {
    expect(techniqueUrl(text)).toBeUndefined();
    expect(tacticUrl(text)).toBeUndefined();
  }
  expect(tacticWords('CommandAndControl')).toBe('Command and Control');
});
