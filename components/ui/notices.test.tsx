import { expect, test } from 'vitest';
import type { Notice } from '@/lib/query/model';
import { paths } from '@/lib/routes/paths';
import { markup } from './markup';
import { Notices } from './notices';

const missing: Notice = { kind: 'missing-table', message: 'DeviceNetworkEvents is not there, so 2 hunts were not asked.' };
const partial: Notice = { kind: 'partial', message: 'The answer was cut at 500,000 rows.' };
const skipped: Notice = { kind: 'skipped', message: 'One hunt was left out.' };

test('without notices nothing is shown, not even a bar', () => {
  expect(markup(<Notices notices={[]} />).html).toBe('');
});

test('a word says what kind of notice it is; the third is behind a button that counts', () => {
  const { text } = markup(<Notices notices={[partial, skipped, missing]} />);
  expect(text).toBe('Partial The answer was cut at 500,000 rows. Skipped One hunt was left out. Show 1 more');
});

test('a missing table leads to the status page; the words of another message make no link', () => {
  expect(markup(<Notices notices={[missing]} />).html).toContain(`<a href="${paths.status()}">See how to connect it</a>`);
  const hostile: Notice = { kind: 'info', message: 'A device is called “the status page”.' };
  expect(markup(<Notices notices={[hostile]} />).html).not.toContain('<a ');
});

test('characters that turn text around are shown as what they are', () => {
  const { text } = markup(<Notices notices={[{ kind: 'info', message: 'x\u202Egpj.exe' }]} />);
  expect(text).not.toContain('\u202E');
  expect(text).toMatch(/x.+gpj\.exe/);
});
