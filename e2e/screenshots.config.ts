/** `npm run screenshots`: takes the pictures of the README anew. */
import { defineConfig } from '@playwright/test';
import config from '../playwright.config';

export default defineConfig({
  ...config,
  testDir: '.',
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts' },
    { name: 'screenshots', testMatch: 'screenshots.ts', dependencies: ['sign-in'] },
  ],
});
