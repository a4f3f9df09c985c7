// npm run sign-in: prints a new one-time link for the server that runs on DATA_DIR.
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { command } from './serve/command';
import { signInLink } from './serve/link';
import { runningServer } from './serve/running';

await command(async () => {
  const { DATA_DIR, ENTRA_CLIENT_ID, PUBLIC_URL } = env();
  if (ENTRA_CLIENT_ID !== undefined)
    throw new Fault('bad-input', 'People sign in to this server with Entra ID (ENTRA_CLIENT_ID is set): there are no links.');
  const address = await runningServer(DATA_DIR);
  if (address === undefined)
    throw new Fault('not-found', `No server runs on DATA_DIR ${DATA_DIR}. \`npm start\` starts one and prints a link.`);
  console.log(await signInLink(DATA_DIR, PUBLIC_URL ?? address));
  return 0;
});
