// Runs scripts/<name>.ts with the environment that every command of the project needs before Node starts.
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [name = '', ...args] = process.argv.slice(2);
const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
if (!/^[a-z-]+$/.test(name) || !existsSync(script)) fail(`No such command: ${name}`);
// Tests must not depend on the settings of a real tenant.
if (name === 'test') process.env.NODE_ENV = 'test';
if (process.env.NODE_ENV !== 'test') readSettings(fileURLToPath(new URL('../.env', import.meta.url)));

const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', script, ...args], {
  stdio: 'inherit',
  env: {
    // DuckDB’s queries occupy libuv threads. With the default of 4, a few long ones stall every file read and DNS look-up.
    UV_THREADPOOL_SIZE: '16',
    NEXT_TELEMETRY_DISABLED: '1',
    ...process.env,
    // Otherwise tsx would run compiled code from a temp folder that any user of the machine can make first.
    TSX_DISABLE_CACHE: '1',
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));

/** Reads .env, and warns when other users of the machine can read it. Variables of the environment win, also those that are set to nothing. */
function readSettings(file) {
  try {
    if (!existsSync(file)) return;
    process.loadEnvFile(file);
    const open = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
    if (open) console.error(`Other users of this machine can read the secrets in ${file}. Shut it: chmod 600 .env`);
  } catch (error) {
    fail(`${file} cannot be read: ${error.message}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
