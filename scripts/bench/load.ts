import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { BENCH_NOW } from '@/lib/engines/embedded/bench-data.server';
import { addTicks, parseDuration } from '@/lib/shared/time';
import { base, startApp } from './app';
import { whileHealthIsAsked } from './health';
import { spread } from './measure';
import { ServerProcess } from './server-process';

const PEOPLE = 40;
const QUESTIONS = 200;
/** Bytes of an answer that has sightings in it, packed. */
const LEAST = 5000;

/** What 200 questions at once cost, compared with one alone, and how long the server keeps other people waiting meanwhile. */
export async function benchLoad(dir: string): Promise<void> {
  const app = await startApp(dir, BENCH_NOW);
  try {
    const server = ServerProcess.of(app.pid);
    const people = [app.cookie];
    while (people.length < PEOPLE) people.push(await app.anotherPerson());
    const agent = new Agent();
    await ask(agent, people[0], question(0)); // the parser and the catalogue are loaded
    const [alone = 0, ...later] = await inOrder([1, 2, 3, 4, 5, 6], (i) => timed(() => ask(agent, people[0], question(i))));
    console.log(
      `\n${QUESTIONS} questions at once on the sample; one alone takes ${seconds(alone)}, when the server is warmer ` +
        `${seconds(spread(later).median)}; ${server.toldMemory()}`,
    );
    for (const [kind, who, questionOf] of [
      ['identical, by 40 people', people, () => question(10)],
      ['answered already, by 40 people', people, () => question(10)], // what requests cost besides their question
      ['different, by 40 people', people, (i: number) => question(11 + i)],
      ['different, by one person', people.slice(0, 1), (i: number) => question(1000 + i)],
    ] as const) {
      server.resetMemory();
      const { health, outcome } = await whileHealthIsAsked(() => askAll([...who], questionOf, server));
      console.log(
        `  ${kind}: ${seconds(outcome.total)}, ${(outcome.total / alone).toFixed(1)} × one alone; ${outcome.refused} refused (429); ` +
          `/api/health at worst ${health.max.toFixed(0)} ms, median ${health.median.toFixed(0)} ms; ` +
          `CPU: server ${seconds(outcome.server)}, this bench ${seconds(outcome.own)}; ${server.toldMemory()}`,
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

/** Times in milliseconds: until all were answered, and the CPU that the server and those who ask took meanwhile. */
interface Outcome {
  total: number;
  refused: number;
  server: number;
  own: number;
}

async function askAll(people: string[], questionOf: (i: number) => string, server: ServerProcess): Promise<Outcome> {
  const [serverBefore, ownBefore] = [server.cpu(), process.cpuUsage()];
  // Of its own: the server ends connections that nothing has used since the crowd before.
  const agent = new Agent({ keepAlive: true });
  let refused = 0;
  const total = await timed(async () => {
    const asked = Array.from({ length: QUESTIONS }, (_, i) => ask(agent, people[i % people.length], questionOf(i)));
    for (const answered of await Promise.all(asked)) if (!answered) refused += 1;
  });
  const { user, system } = process.cpuUsage(ownBefore);
  agent.destroy();
  return { total, refused, server: server.cpu() - serverBefore, own: (user + system) / 1000 };
}

/**
 * False when it was refused because the session asks too much at once. The answer is not unpacked: what that costs 200 browsers would
 * count as the server's here, which has the same cores.
 */
async function ask(agent: Agent, cookie = '', query: string): Promise<boolean> {
  const headers = { cookie, 'accept-encoding': 'gzip' };
  const [response] = (await once(get(`${base}/api/sightings?${query}`, { agent, headers }), 'response')) as [IncomingMessage];
  const { statusCode } = response;
  const body = await buffer(response);
  if (statusCode === 429) return false;
  if (statusCode !== 200 || body.length < LEAST) throw new Error(`${statusCode}, ${body.length} bytes`);
  return true;
}

async function inOrder<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
