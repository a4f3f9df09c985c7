import { Fault } from '@/lib/shared/errors';
import { JsonRecords } from './json-record';
import { type Batch, type Batches, MAX_ROW } from './rows';

/** The rows of NDJSON: one JSON value a line. */
export async function* ndjsonRows(texts: AsyncIterable<string>, file: string): Batches {
  const records = new JsonRecords(file);
  let carry = '';
  let line = 0;
  const add = (batch: Batch, text: string) => {
    line += 1;
    if (text.trim() !== '') records.add(batch, line, text);
  };
  for await (const text of texts) {
    const lines = (carry + text).split('\n');
    carry = lines.pop() ?? '';
    if (carry.length > MAX_ROW)
      throw new Fault('bad-input', `${file}, line ${line + lines.length + 1}: longer than 4 million characters.`);
    const batch: Batch = { rows: [], bad: [] };
    for (const each of lines) add(batch, each);
    yield batch;
  }
  const last: Batch = { rows: [], bad: [] };
  add(last, carry);
  if (last.bad.length > 0 && !/\}\s*$/.test(carry))
    throw new Fault('bad-input', `${file} is cut short: its last line, ${line}, ends inside a JSON value.`);
  yield last;
}
