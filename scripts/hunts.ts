// npm run hunts -- check [FILE…] | list: checks hunts as the server reads them; lists the catalogue.
import { parseArgs } from 'node:util';
import { faultLine } from '@/lib/hunts/faults';
import { engineOf } from '@/lib/shared/azure-env';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import { checkHunts } from './hunts/check';
import { catalogueFiles, givenFiles } from './hunts/files';
import { command } from './serve/command';

const usage = `npm run hunts -- check [FILE…]   checks hunts (a folder: those in it; none: the whole catalogue)
npm run hunts -- list            lists the catalogue`;

/** Prints the checked hunts on stdout and the faults on stderr. Returns 1 if there are any. */
async function check(given: string[]): Promise<number> {
  const whole = await catalogueFiles();
  const { checked, faults } =
    given.length === 0
      ? await checkHunts(whole, { engine: engineOf(env()) })
      : await checkHunts(await givenFiles(given), { others: whole.files, engine: engineOf(env()) });
  for (const { hunt, asked } of checked) console.log(`${hunt.file}: OK ${hunt.tool}, ${hunt.signal}, ${asked}`);
  for (const fault of faults) console.error(faultLine(fault));
  console.log(`${checked.length} OK, ${counted(faults.length, 'fault')}`);
  return faults.length === 0 ? 0 : 1;
}

async function list(): Promise<number> {
  const { checked, faults } = await checkHunts(await catalogueFiles(), { engine: engineOf(env()) });
  const width = Math.max(...checked.map(({ hunt }) => hunt.tool.length), 0);
  for (const { hunt } of checked) console.log(`${hunt.id}  ${hunt.tool.padEnd(width)}  ${hunt.signal.padEnd(9)}  ${hunt.file}`);
  for (const fault of faults) console.error(faultLine(fault));
  return faults.length === 0 ? 0 : 1;
}

await command(async () => {
  const { values, positionals } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  const [verb, ...rest] = positionals;
  if (values.help) console.log(usage);
  else if (verb === 'check') return check(rest);
  else if (verb === 'list' && rest.length === 0) return list();
  else throw new Fault('bad-input', usage);
  return 0;
});
