/** `npm run screenshots`: takes the pictures of the README anew. */
import { defineConfig } from '@playwright/test';
import config from '../playwright.config';

export default defineConfig({
  ...config,
  testDir: '.',
  // The pictures show the whole catalogue, of which the stories of Azure ask little.
  webServer: [config.webServer ?? []].flat().map((server) => ({ ...server, env: { ...server.env, E2E_AZURE_HUNTS: 'all' } })),
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts' },
    { name: 'screenshots', testMatch: 'screenshots.ts', dependencies: ['sign-in'] },
  ],
});
