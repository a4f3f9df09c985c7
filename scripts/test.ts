// npm test: runs every check, the cheapest first, and stops when one has failed.
import { spawn } from 'node:child_process';

/** The steps of a group run at the same time, because each leaves a core idle now and then. */
const groups = [['types', 'lint'], ['unit', 'build'], ['e2e']];

for (const group of groups) {
  const failed = (await Promise.all(group.map(run))).find((code) => code !== 0);
  if (failed !== undefined) process.exit(failed);
}

/** Runs a step and gives its exit code. The first of a group speaks at once; what another says is printed when it has ended. */
async function run(step: string, place: number): Promise<number> {
  const began = performance.now();
  console.log(`\n── npm run ${step}`);
  const output = place === 0 ? 'inherit' : 'pipe';
  const child = spawn('npm', ['run', '--silent', step], {
    stdio: ['inherit', output, output],
    shell: process.platform === 'win32',
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.stdout.write(Buffer.concat(said));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`── ${step} ${code === 0 ? 'ok' : 'FAILED'} after ${seconds} s`);
  return code ?? 1;
}
