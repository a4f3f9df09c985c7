import { expect, test } from 'vitest';
import type { Cell, Column } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { addTicks, formatTicks, toTicks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Engine, QueryOptions, QueryResult } from './engine';
import { localIdentity } from './identity';
import { askOver, type SplitQuestion } from './split';

const FROM = '2026-03-05T09:00:00.0000000Z';
const TO = '2026-03-10T09:00:00.0000000Z';
const window: Window = { from: FROM, to: TO };
const columns: Column[] = [
  { name: 'Timestamp', type: 'datetime' },
  { name: 'Id', type: 'long' },
];
const options: QueryOptions = { now: TO, identity: localIdentity };
const kql = ({ from, to }: Window) => `${from}/${to}`;

/** Holds rows and cuts an answer above so many of them. Its KQL is a window, `from/to`. */
class Cutting {
  asked: Window[] = [];
  running = 0;
  most = 0;

  constructor(
    readonly rows: Cell[][],
    readonly mostRows: number,
  ) {}

  async query(text: string, { signal }: QueryOptions): Promise<QueryResult> {
    if (signal?.aborted) throw new Fault('cancelled', 'The question was cancelled.');
    const [from = '', to = ''] = text.split('/');
    this.asked.push({ from, to });
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    await new Promise(setImmediate);
    this.running -= 1;
    return this.answer(this.rows.filter(([at]) => String(at) >= from && String(at) <= to));
  }

  answer(rows: Cell[][]): QueryResult {
    const cut = rows.length > this.mostRows;
    return { columns, rows: rows.slice(0, this.mostRows), partial: cut ? ['It was too large.'] : [], cut };
  }
}

/** An engine of which only the query is asked. */
const ask = (engine: Pick<Engine, 'query'>, question: Partial<SplitQuestion> = {}, more: Partial<QueryOptions> = {}) =>
  askOver(engine as Engine, { window, kql, ...question }, { ...options, ...more });

/** Events at the ends, a dense burst of neighbouring ticks, several at one instant, and some far apart. */
function events(): Cell[][] {
  const burst = Array.from({ length: 40 }, (_, i) => addTicks(FROM, 123_456_789_012n + BigInt(i)));
  const apart = Array.from({ length: 200 }, (_, i) => addTicks(FROM, 21_600_000_001n * BigInt(i)));
  return [FROM, TO, TO, ...burst, ...burst.slice(0, 9), ...apart].sort().map((at, i) => [at, String(i)]);
}

test('what is whole at once is asked once and left as it is', async () => {
  const engine = new Cutting(events(), 1000);
  expect(await ask(engine)).toEqual({ columns, rows: events(), partial: [], cut: false });
  expect(engine.asked).toEqual([window]);
});

test.each([3, 25, 50, 150])('cut above %i rows it gives the same rows in the same order, none lost, none twice', async (most) => {
  const engine = new Cutting(
    events().filter((_, i) => most > 3 || i % 20 === 0),
    most,
  );
  const answer = await ask(engine);
  expect(answer).toEqual({ columns, rows: engine.rows, partial: [], cut: false });
  expect(engine.asked.length).toBeGreaterThan(1);
  expect(engine.most).toBeLessThanOrEqual(4);
});

test('halves meet without an instant between them', async () => {
  const engine = new Cutting(events(), 150);
  await ask(engine);
  const [, earlier, later] = engine.asked;
  expect(earlier?.from).toBe(FROM);
  expect(later?.to).toBe(TO);
  expect(toTicks(later?.from ?? '') - toTicks(earlier?.to ?? '')).toBe(1n);
});

test('a merge sees neighbours, the earlier first', async () => {
  const counts = new Cutting(events(), 50);
  const counting: Pick<Engine, 'query'> = {
    query: async (text, o) => {
      const { rows, ...rest } = await counts.query(text, o);
      return { ...rest, rows: [[rows[0]?.[0] ?? null, String(rows.length)]] };
    },
  };
  const merge: SplitQuestion['merge'] = ([a], [b]) => [[a?.[0] ?? b?.[0] ?? null, String(Number(a?.[1]) + Number(b?.[1]))]];
  const answer = await ask(counting, { merge });
  expect(answer).toEqual({ columns, rows: [[FROM, String(events().length)]], partial: [], cut: false });
});

test('more than one query can hold at one instant stays partial, and says when that was', async () => {
  const at = addTicks(FROM, 1_000_000_000n);
  const engine = new Cutting(
    Array.from({ length: 9 }, (_, i) => [at, String(i)]),
    5,
  );
  const answer = await ask(engine);
  expect(answer).toMatchObject({ cut: true, rows: engine.rows.slice(0, 5) });
  expect(answer.partial).toEqual(['From 2026-03-05 09:01:40.000 to 2026-03-05 09:01:40.000 UTC: It was too large.']);
});

test('64 pieces are the most; those that stay cut are each named', async () => {
  const engine = new Cutting(events(), 0);
  const answer = await ask(engine);
  expect(engine.asked).toHaveLength(64 + 63);
  expect(answer.cut).toBe(true);
  expect(new Set(answer.partial).size).toBe(answer.partial.length);
  expect(answer.partial.length).toBeGreaterThan(1);
});

test('an answer that is partial for another reason is not split', async () => {
  const result: QueryResult = { columns, rows: [], partial: ['A part did not answer.'], cut: false };
  let asked = 0;
  const query = async () => {
    asked += 1;
    return result;
  };
  expect(await ask({ query })).toEqual(result);
  expect(asked).toBe(1);
});

test('what every piece says is said once, without a window', async () => {
  const engine = new Cutting(events(), 150);
  const query: Engine['query'] = async (text, o) => {
    const answer = await engine.query(text, o);
    return answer.cut ? answer : { ...answer, partial: ['A part of the estate did not answer.'] };
  };
  const answer = await ask({ query });
  expect(engine.asked.length).toBeGreaterThan(2);
  expect(answer).toMatchObject({ partial: ['A part of the estate did not answer.'], cut: false });
});

test('a piece that said nothing at all leaves the others their columns', async () => {
  const engine = new Cutting(events(), 1000);
  const late = addTicks(TO, -1n);
  const query: Engine['query'] = async (text, o) => {
    const answer = await engine.query(text, o);
    return text.endsWith(TO) ? { columns: [], rows: [], partial: ['It took too long.'], cut: true } : answer;
  };
  const answer = await ask({ query });
  expect(answer.columns).toEqual(columns);
  expect(answer.rows).toEqual(events().filter(([at]) => String(at) <= late));
  expect(answer.partial).toEqual(['From 2026-03-10 09:00:00.000 to 2026-03-10 09:00:00.000 UTC: It took too long.']);
});

test('after a quarter of an hour nothing is split further', async () => {
  const engine = new Cutting(events(), 10);
  let now = 0;
  const query: Engine['query'] = (text, o) => {
    now += 4 * 60_000;
    return engine.query(text, o);
  };
  const answer = await askOver({ query } as Engine, { window, kql }, options, { now: () => now });
  expect(engine.asked.length).toBeLessThan(12);
  expect(answer.cut).toBe(true);
});

test('each piece tells how the question stands; the whole is no piece', async () => {
  const engine = new Cutting(events(), 50);
  const seen: string[] = [];
  const query: Engine['query'] = async (text, o) => {
    seen.push(JSON.stringify(o.pieces?.() ?? null));
    return await engine.query(text, o);
  };
  await ask({ query });
  expect(seen[0]).toBe('null');
  expect(seen[1]).toBe('{"done":0,"of":2}');
  expect(seen.at(-1)).toMatch(/^\{"done":[1-9]\d*,"of":\d+\}$/);
});

test('columns that differ between pieces are a fault, not a mixture', async () => {
  const engine = new Cutting(events(), 100);
  const query: Engine['query'] = async (text, o) => {
    const answer = await engine.query(text, o);
    return text.startsWith(FROM) ? answer : { ...answer, columns: columns.slice(1) };
  };
  await expect(ask({ query })).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a piece that fails stops the others; so does who no longer waits', async () => {
  const engine = new Cutting(events(), 5);
  const failing: Engine['query'] = async (text, o) => {
    if (text.endsWith(TO) && engine.asked.length > 0) throw new Fault('unavailable', 'Gone.');
    return await engine.query(text, o);
  };
  await expect(ask({ query: failing })).rejects.toThrow('Gone.');
  const after = engine.asked.length;
  await new Promise((done) => setTimeout(done, 20));
  expect(engine.asked.length).toBeLessThanOrEqual(after + 1);

  const controller = new AbortController();
  const leaving: Engine['query'] = (text, o) => {
    controller.abort();
    return engine.query(text, o);
  };
  await expect(ask({ query: leaving }, {}, { signal: controller.signal })).rejects.toMatchObject({ kind: 'cancelled' });
});

test('a window of one instant is asked once', async () => {
  const at = formatTicks(toTicks(FROM) + 5n);
  const engine = new Cutting(
    [
      [at, '1'],
      [at, '2'],
    ],
    1,
  );
  expect(await ask(engine, { window: { from: at, to: at } })).toMatchObject({ cut: true, partial: ['It was too large.'] });
  expect(engine.asked).toHaveLength(1);
});
