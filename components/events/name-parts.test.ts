import { expect, test } from 'vitest';
import { nameParts } from './name-parts';

test('a name breaks between its words, never inside one, and loses nothing', () => {
  expect(nameParts('InitiatingProcessSHA1')).toEqual(['Initiating', 'Process', 'SHA1']);
  expect(nameParts('InitiatingProcessVersionInfoOriginalFileName')).toEqual([
    'Initiating',
    'Process',
    'Version',
    'Info',
    'Original',
    'File',
    'Name',
  ]);
  expect(nameParts('DeviceId')).toEqual(['Device', 'Id']);
  expect(nameParts('_ResourceId')).toEqual(['_', 'Resource', 'Id']);
});
