// npm run sign-in: prints a new one-time link for the server that runs on DATA_DIR.
import { ownAddress } from '@/lib/auth/host';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { command } from './serve/command';
import { atOwnName, signInLink } from './serve/link';
import { runningServer } from './serve/running';

await command(async () => {
  const settings = env();
  const { DATA_DIR, ENTRA_CLIENT_ID, PUBLIC_URL } = settings;
  if (ENTRA_CLIENT_ID !== undefined)
    throw new Fault('bad-input', 'People sign in to this server with Entra ID (ENTRA_CLIENT_ID is set): there are no links.');
  const address = await runningServer(DATA_DIR);
  if (address === undefined)
    throw new Fault('not-found', `No server runs on DATA_DIR ${DATA_DIR}. \`npm start\` starts one and prints a link.`);
  const link = await signInLink(DATA_DIR, PUBLIC_URL ?? address);
  console.log(link);
  const own = ownAddress({ ...settings, PORT: Number(new URL(address).port || 80) }); // PORT may be 0: then the server chose one
  if (own !== undefined) console.error(atOwnName(link, own)); // not on stdout, which scripts read
  return 0;
});
