// PostgreSQL refuses to run as root, as many containers do. Root becomes somebody else for it, and adds no user to the machine.
import { lchownSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { outcome } from './program';

export interface Account {
  /** What stands before a program's name and arguments so that it runs as this account. */
  prefix: string[];
  /** Who owns its files, seen from here; undefined where that is not ours to say. */
  owner: { uid: number; gid: number } | undefined;
}

/** An id that every passwd file knows: initdb wants a name. */
const NOBODY = 65_534;

/** In a user namespace root's files are nobody's own: nothing changes hands. Many containers allow none. */
const inNamespace: Account = {
  prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'],
  owner: { uid: 0, gid: 0 },
};

/**
 * Nobody, who may still enter root's folders: the program and DATA_DIR may lie in one that is shut to others. The last bit
 * keeps that right also where the program asks whether it may read, before it does.
 */
const asNobody: Account = {
  prefix: [
    'setpriv',
    ...[`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'],
    ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup', '--'],
  ],
  owner: { uid: NOBODY, gid: NOBODY },
};

/** Who runs PostgreSQL: whoever runs this process, unless that is root. Throws when root can become nobody else. */
export async function stateAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [], owner: undefined };
  for (const account of [inNamespace, asNobody]) {
    const works = await outcome([...account.prefix, 'true']).then(
      ({ code }) => code === 0,
      () => false, // no such program
    );
    if (works) return account;
  }
  throw new Error('PostgreSQL does not run as root, and neither unshare nor setpriv can run it as somebody else here.');
}

/** Gives a folder to the account that is to use it, when it was another's: DATA_DIR moved to another machine or container. */
export function handOver(dir: string, { owner }: Account): void {
  if (!owner || statSync(dir).uid === owner.uid) return;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true }))
    lchownSync(path.join(entry.parentPath, entry.name), owner.uid, owner.gid);
  lchownSync(dir, owner.uid, owner.gid);
}
