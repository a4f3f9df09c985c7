// npm run kql -- [--format json|csv|table] [--param k=v]… 'KQL': asks the telemetry in DATA_DIR one query. `-` reads it from stdin.
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import type { TableStatus } from '@/lib/engines/model';
import { KqlError } from '@/lib/kql/model';
import { inOwnLines, withParameters } from '@/lib/kql/syntax/parameters';
import { readSyntax } from '@/lib/kql/syntax/parse';
import { now } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { parseDuration, ticksToMs } from '@/lib/shared/time';
import { formats } from './kql/format';
import { command } from './serve/command';

const usage = `npm run kql -- [--format json|csv|table] [--param name=value]… 'KQL' | -
  --format  table by default
  --param   a value for a parameter that the query declares, else a string by that name`;

function parametersOf(given: string[]): Map<string, string> {
  return new Map(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Fault('bad-input', `--param ${pair}: write it as name=value.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function ask(query: string, parameters: Map<string, string>) {
  try {
    const { DATA_DIR, QUERY_TIME_LIMIT } = env();
    const timeLimit = ticksToMs(parseDuration(QUERY_TIME_LIMIT) ?? 0n);
    const engine = createEmbeddedEngine(DATA_DIR, { timeLimit });
    const options = { now: now(), identity: localIdentity };
    const answer = await engine.query(withParameters(query, parameters), options);
    return { ...answer, notices: [...notImported(query, await engine.tables(options)), ...answer.partial] };
  } catch (error) {
    throw error instanceof KqlError ? inOwnLines(error) : error;
  }
}

/** A table without files has no rows, which is not the same as a table without matches. */
function notImported(query: string, tables: TableStatus[]): string[] {
  const named = new Set(
    [...readSyntax(query).walk()].filter(({ kind }) => kind === 'NameReference').map((node) => node.simpleName),
  );
  return tables
    .filter(({ name, present }) => !present && named.has(name))
    .map(({ name }) => `${name} has no rows here, for nothing has been imported into it.`);
}

await command(async () => {
  process.umask(0o077); // what a query spills to disk is for this user alone
  const { values, positionals } = parseArgs({
    options: {
      format: { type: 'string', default: 'table' },
      param: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  const [given, more] = positionals;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (given === undefined || more !== undefined) throw new Fault('bad-input', usage);
  const format = Object.entries(formats).find(([name]) => name === values.format)?.[1];
  if (!format) throw new Fault('bad-input', `--format ${values.format}: choose json, csv or table.`);
  const answer = await ask(given === '-' ? await text(process.stdin) : given, parametersOf(values.param));
  for (const why of answer.notices) console.error(why);
  await new Promise<void>((done) => {
    // The reader of the pipe, such as `head`, may close it before everything is written.
    process.stdout.on('error', () => done());
    process.stdout.write(format(answer), () => done());
  });
  return 0;
});
