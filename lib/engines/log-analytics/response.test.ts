import { expect, test } from 'vitest';
import { readAnswer } from './response';

const engineError = (inner: object) => ({
  code: 'EngineError',
  message: 'Something went wrong processing your query on the server.',
  innererror: inner,
});
const absent = engineError({
  code: '-2133196790',
  message: "'union' operator: Failed to resolve table expression named 'DeviceInfo'",
  severity: 3,
  severityName: 'Warning',
});
const memory = engineError({ code: '-2133196799', message: 'Query execution lacks memory resources.', severity: 2 });
const answered = (...details: object[]) =>
  JSON.stringify({
    tables: [{ name: 'PrimaryResult', columns: [{ name: 'Table', type: 'string' }], rows: [['DeviceEvents']] }],
    error: { code: 'PartialError', message: 'There were some errors when processing your query.', details },
  });

test('a fuzzy union that passed over a table is a whole answer, though Azure warns', () => {
  expect(readAnswer(answered(absent, absent), true)).toMatchObject({ rows: [['DeviceEvents']] });
});

test.each([
  ['where no table may be missing', [absent], false],
  ['with a failure beside the warning', [absent, memory], true],
  ['with a failure alone', [memory], true],
] as const)('%s it is partial', (_, details, isFuzzy) => {
  expect(readAnswer(answered(...details), isFuzzy)).toMatchObject({ kind: 'partial' });
});
