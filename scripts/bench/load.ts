import { BENCH_NOW } from '@/lib/engines/embedded/bench-data.server';
import { addTicks, parseDuration } from '@/lib/shared/time';
import { base, startApp } from './app';

const PEOPLE = 40;
const QUESTIONS = 200;
/** How often /api/health is asked meanwhile, in milliseconds. */
const BEAT = 100;

/** What 200 questions at once cost, compared with one alone, and how long the server keeps other people waiting meanwhile. */
export async function benchLoad(dir: string): Promise<void> {
  const app = await startApp(dir, BENCH_NOW);
  try {
    const people = [app.cookie];
    while (people.length < PEOPLE) people.push(await app.anotherPerson());
    await ask(people[0], question(0)); // the parser and the catalogue are loaded
    const alone = await timed(() => ask(people[0], question(1)));
    console.log(`\n${QUESTIONS} questions at once by ${PEOPLE} people, on the sample; one alone takes ${seconds(alone)}`);
    for (const [kind, ask200] of [
      ['identical', () => all(people, () => question(2))],
      ['different', () => all(people, (i) => question(3 + i))],
    ] as const) {
      const { total, worst } = await whileHealthIsAsked(ask200);
      console.log(
        `  ${kind}: ${seconds(total)}, ${(total / alone).toFixed(1)} × one alone; /api/health at worst ${worst.toFixed(0)} ms`,
      );
    }
    console.log('  (wanted: identical at most 3 ×, /api/health under 250 ms)');
  } finally {
    app.stop();
  }
}

/** A window of 5 days that nothing else asks: `i` minutes back. */
function question(i: number): string {
  const minute = parseDuration('1m') ?? 0n;
  const to = addTicks(BENCH_NOW, -minute * BigInt(i));
  return new URLSearchParams({ from: addTicks(to, -minute * 1440n * 5n), to }).toString();
}

async function all(people: string[], questionOf: (i: number) => string): Promise<void> {
  await Promise.all(Array.from({ length: QUESTIONS }, (_, i) => ask(people[i % people.length], questionOf(i))));
}

async function ask(cookie = '', query: string): Promise<void> {
  const response = await fetch(`${base}/api/sightings?${query}`, { headers: { cookie } });
  const body = (await response.json()) as { total?: number };
  if (!response.ok || !body.total) throw new Error(`${response.status} ${JSON.stringify(body).slice(0, 300)}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function whileHealthIsAsked(work: () => Promise<void>): Promise<{ total: number; worst: number }> {
  let worst = 0;
  const asking: Promise<void>[] = [];
  const look = async () => {
    worst = Math.max(worst, await timed(async () => void (await (await fetch(`${base}/api/health`)).text())));
  };
  const beat = setInterval(() => asking.push(look()), BEAT);
  const total = await timed(work);
  clearInterval(beat);
  await Promise.all(asking);
  return { total, worst };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
