// npm run bench: measures what the project claims about its speed and prints ratios. It asserts nothing.
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Fault } from '@/lib/shared/errors';
import { benchAzure } from './bench/azure';
import { benchFirstPage } from './bench/first-page';
import { benchHistory } from './bench/history';
import { benchLargeAnswer } from './bench/large-answer';
import { benchLoad } from './bench/load';
import { benchQuery } from './bench/query';
import { benchServer } from './bench/server';
import { benchSweep } from './bench/sweep';
import { benchTriage } from './bench/triage';
import { command } from './serve/command';

const folder = path.join(os.tmpdir(), 'rmm-sightings-bench');

/** The parts in the order in which they run. `onBuild`: it starts the built server. */
const parts: Record<string, { onBuild?: true; run: (given: Given) => Promise<void> }> = {
  query: {
    run: async ({ events, rows }) => {
      await benchQuery(events, rows);
      await benchSweep(events, rows);
    },
  },
  azure: { run: benchAzure },
  answer: { run: benchLargeAnswer },
  server: { onBuild: true, run: ({ sightings, count }) => benchServer(sightings, count) },
  'first-page': { onBuild: true, run: ({ dir }) => benchFirstPage(path.join(dir, 'first-page')) },
  load: { onBuild: true, run: ({ dir }) => benchLoad(path.join(dir, 'load')) },
  history: { onBuild: true, run: ({ dir }) => benchHistory(path.join(dir, 'history')) },
  triage: { onBuild: true, run: ({ sightings, count }) => benchTriage(sightings, count) },
};

const usage = `npm run bench -- [--only PART] [--rows N] [--sightings N] [--dir FOLDER]

  --only       one of ${Object.keys(parts).join(', ')}; all without it
  --rows       events of \`query\`, 20000000 unless given
  --sightings  those of \`server\` and \`triage\`, 100000 unless given
  --dir        where its data is kept, ${folder} unless given`;

interface Given {
  dir: string;
  /** The folders of events and of sightings. They are named by their size, so that data of another size is not measured in their place. */
  events: string;
  sightings: string;
  /** How many events, and how many sightings. */
  rows: number;
  count: number;
}

await command(async () => {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '20000000' },
      sightings: { type: 'string', default: '100000' },
      dir: { type: 'string', default: folder },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { only, dir } = values;
  if (only !== undefined && !(only in parts)) throw new Fault('bad-input', usage);
  console.log(`${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}; data in ${dir}`);
  const events = path.join(dir, `events-${values.rows}`);
  const sightings = path.join(dir, `sightings-${values.sightings}`);
  const given = { dir, events, sightings, rows: Number(values.rows), count: Number(values.sightings) };
  for (const [name, { onBuild, run }] of Object.entries(parts)) {
    if (only !== undefined && only !== name) continue;
    if (onBuild && !existsSync('.next/BUILD_ID'))
      console.log(`${name}: no build is there, so it is left out. Run npm run build first.`);
    else await run(given);
  }
  return 0;
});
