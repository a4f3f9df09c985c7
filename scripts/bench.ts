// npm run bench: measures what the project claims about its speed and prints ratios. It asserts nothing.
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchAzure } from './bench/azure';
import { benchFirstPage } from './bench/first-page';
import { benchHistory } from './bench/history';
import { benchLargeAnswer } from './bench/large-answer';
import { benchLoad } from './bench/load';
import { benchQuery } from './bench/query';
import { benchServer } from './bench/server';
import { benchSweep } from './bench/sweep';
import { benchTriage } from './bench/triage';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000000' },
    sightings: { type: 'string', default: '100000' },
    dir: { type: 'string', default: path.join(os.tmpdir(), 'rmm-sightings-bench') },
    only: { type: 'string' },
  },
});

console.log(
  `${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}; data in ${values.dir}`,
);
// Named by their size, so that data of another size is not measured in their place.
const events = path.join(values.dir, `events-${values.rows}`);
const sightings = path.join(values.dir, `sightings-${values.sightings}`);
const wants = (section: string) => values.only === undefined || values.only === section;
if (wants('query')) {
  await benchQuery(events, Number(values.rows));
  await benchSweep(events, Number(values.rows));
}
if (wants('azure')) await benchAzure();
if (wants('answer')) await benchLargeAnswer();
if (wants('server') || wants('first-page') || wants('load') || wants('triage') || wants('history')) {
  if (!existsSync('.next/BUILD_ID')) console.log('No build is there: npm run build first.');
  else {
    if (wants('server')) await benchServer(sightings, Number(values.sightings));
    if (wants('first-page')) await benchFirstPage(path.join(values.dir, 'first-page'));
    if (wants('load')) await benchLoad(path.join(values.dir, 'load'));
    if (wants('history')) await benchHistory(path.join(values.dir, 'history'));
    if (wants('triage')) await benchTriage(sightings, Number(values.sightings));
  }
}
