// npm run catalogue: writes the hunts made of the facts in lib/tools into lib/hunts/catalogue.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { handWrittenFiles, huntsOf } from '@/lib/hunts/made/hunts';
import { counted } from '@/lib/shared/format';
import { toolFacts } from '@/lib/tools/facts.server';
import { command } from './serve/command';

const folder = path.join(process.cwd(), 'lib', 'hunts', 'catalogue');
const byHand = new Set(handWrittenFiles);

await command(async () => {
  const tools = await toolFacts();
  const written = new Map(tools.flatMap(huntsOf).map(({ file, yaml }) => [file, yaml]));
  const there = new Set(readdirSync(folder).filter((file) => !byHand.has(file)));
  const gone = [...there].filter((file) => !written.has(file));
  for (const file of gone) rmSync(path.join(folder, file));
  const changed = [...written].filter(
    ([file, yaml]) => !there.has(file) || readFileSync(path.join(folder, file), 'utf8') !== yaml,
  );
  for (const [file, yaml] of changed) writeFileSync(path.join(folder, file), yaml);
  console.log(
    `${counted(written.size, 'hunt')} of ${counted(tools.length, 'tool')}: ${changed.length} written, ${gone.length} removed.`,
  );
  return 0;
});
