// PostgreSQL refuses to run as root, but many containers run as root. Then it runs as another account, without adding a user to
// the machine.
import { lchownSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { outcome } from './program';

export interface Account {
  /** The command words to put before a program so that it runs as this account. */
  prefix: string[];
  /** The owner that its files need, as this process sees it; undefined if nothing needs to change. */
  owner: { uid: number; gid: number } | undefined;
}

/** The uid of `nobody`, which every passwd file has: initdb needs a user with a name. */
const NOBODY = 65_534;

/** In a user namespace the files of root belong to nobody, so no owner has to change. Many containers do not allow namespaces. */
const inNamespace: Account = {
  prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'],
  owner: { uid: 0, gid: 0 },
};

/**
 * Runs as nobody, with the right to enter root’s folders: the program and DATA_DIR may be in a folder that others cannot read.
 * The last flag makes access(2) respect that right too.
 */
const asNobody: Account = {
  prefix: [
    'setpriv',
    ...[`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'],
    ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup', '--'],
  ],
  owner: { uid: NOBODY, gid: NOBODY },
};

/** The account that runs PostgreSQL: that of this process, unless it is root. Throws if root cannot become another account. */
export async function stateAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [], owner: undefined };
  for (const account of [inNamespace, asNobody]) {
    const works = await outcome([...account.prefix, 'true']).then(
      ({ code }) => code === 0,
      () => false, // there is no such program
    );
    if (works) return account;
  }
  throw new Error('PostgreSQL does not run as root, and neither unshare nor setpriv can run it as somebody else here.');
}

/**
 * Makes the account the owner of a folder if another user owns it, for example after DATA_DIR moved to another machine or
 * container.
 */
export function handOver(dir: string, { owner }: Account): void {
  if (!owner || statSync(dir).uid === owner.uid) return;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true }))
    lchownSync(path.join(entry.parentPath, entry.name), owner.uid, owner.gid);
  lchownSync(dir, owner.uid, owner.gid);
}
