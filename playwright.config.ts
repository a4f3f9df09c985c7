import { existsSync } from 'node:fs';
import { chromium, defineConfig } from '@playwright/test';
import { DIR as AZURE_DIR } from './e2e/azure/server';
import { BASE_URL, serverEnv } from './e2e/server';

/** CHROMIUM_PATH, Playwright's own download, Debian's, then the one that ships inside @sparticuz/chromium. */
async function browser(): Promise<string | undefined> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (existsSync(chromium.executablePath())) return undefined;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  return (await import('@sparticuz/chromium')).default.executablePath();
}

const executablePath = await browser();
/** A server that was started by hand on E2E_PORT and E2E_DATA_DIR, with NOW as in e2e/server.ts. */
const reused = process.env.E2E_PORT !== undefined;

export default defineConfig({
  testDir: 'e2e',
  // The stand-ins' own tests are vitest's.
  testMatch: '**/*.spec.ts',
  // Files run side by side, on one server and its folder of data: only those after `shift` change the telemetry.
  workers: 2,
  // A machine that is shared stands still for seconds now and then. A story that passes at its second try is reported as flaky.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  forbidOnly: true,
  use: {
    baseURL: BASE_URL,
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/Zurich',
    // A trace of every step takes a sixth of the time: `npx playwright test FILE --trace on` records one.
    trace: 'off',
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A page of a story lives for seconds: to optimise its code costs more than it gives, a fifth of the browser's work.
        '--js-flags=--no-maglev,--no-opt',
      ],
    },
  },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts' },
    // The two projects of Azure need no sign-in at this server. What they depend on only decides when they run, so that both workers end
    // together: the longest file begins first, and the sessions run beside `import`.
    { name: 'azure', testMatch: 'azure/questions.spec.ts', dependencies: ['sign-in'] },
    { name: 'shift', testIgnore: ['import.spec.ts', 'azure/**'], dependencies: ['sign-in'] },
    { name: 'import', testMatch: 'import.spec.ts', dependencies: ['shift'] },
    { name: 'azure-sessions', testMatch: 'azure/sessions.spec.ts', dependencies: ['shift'] },
  ],
  webServer: [
    {
      command: 'node scripts/run.mjs start',
      cwd: import.meta.dirname,
      // The server answers before its sample telemetry is made; the link, which sign-in.setup.ts finds as FIRST_LINK, is printed after.
      ...(reused ? { url: `${BASE_URL}/api/health` } : { wait: { stdout: /Sign in, once, with: (?<first_link>\S+)/ } }),
      env: serverEnv,
      timeout: 300_000,
      reuseExistingServer: reused,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    },
    {
      // The Azure mode: stand-ins, two instances and what is before them. Its stories wait for it, so that it comes up beside others.
      command: 'node --conditions=react-server --import tsx e2e/azure/start.ts',
      cwd: import.meta.dirname,
      env: { ...process.env, E2E_AZURE_DIR: AZURE_DIR },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    },
  ],
});
