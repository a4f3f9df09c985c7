// npm test: runs every check, the cheapest first, and stops at the first that fails.
import { spawnSync } from 'node:child_process';

const steps = ['types', 'lint', 'unit', 'build', 'e2e'];

for (const step of steps) {
  const began = performance.now();
  console.log(`\n── npm run ${step}`);
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit', shell: process.platform === 'win32' });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`── ${step} ${status === 0 ? 'ok' : 'FAILED'} after ${seconds} s`);
  if (status !== 0) process.exit(status ?? 1);
}
