import { createServer } from 'node:net';
import type { Env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';

/** Returns the port after checking that it is free on the host; 0 picks one. Throws a Fault that names the setting to change. */
export function freePort({ HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(new Fault('unavailable', told(error, HOST, PORT))));
    probe.listen(PORT, HOST, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : PORT));
    });
  });
}

function told(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `PORT ${port} on ${host} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`;
  if (error.code === 'EACCES')
    return `PORT ${port} may not be used by this account: ports under 1024 need rights. Choose another.`;
  return `HOST ${host} is no address of this machine (${error.code ?? error.message}). The usual one is 127.0.0.1.`;
}
