import { expect, test } from 'vitest';
import { KqlError } from '@/lib/kql/model';
import { checkHere } from './translator';

const hunt = (text: string) => `DeviceProcessEvents | where FileName has ${text} | summarize count()`;

test('a query that differs from a right one only in its text is refused where that text is wrong', () => {
  checkHere(hunt("'right'"));
  expect(() => checkHere(hunt("'\\q'"))).toThrow(KqlError);
});
