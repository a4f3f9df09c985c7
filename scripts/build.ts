// npm run build: builds the app unless the last build is of this very code.

import { ensureBuild } from './serve/build';
import { command } from './serve/command';

await command(async () => {
  await ensureBuild(process.cwd(), new AbortController().signal);
  return 0;
});
