import 'server-only';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { env } from '@/lib/shared/env';
import { randomId, randomToken, sha256 } from '@/lib/shared/ids';

/** The folder of keys and one-time links, made when missing. Other users of the machine cannot read it. */
export function authDir(dataDir: string, ...parts: string[]): string {
  const dir = path.join(dataDir, 'auth', ...parts);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

/**
 * The key that seals sessions and tokens: SECRET_KEY, which instances share, else the one of `readKeyFile`; undefined when
 * there is none.
 */
export function readSessionKey(dataDir: string): string | undefined {
  return env().SECRET_KEY ?? readKeyFile(dataDir);
}

/** Reads the key, and makes it if there is none. */
export function ensureSessionKey(dataDir: string): string {
  return env().SECRET_KEY ?? ensureKeyFile(dataDir);
}

/** The first 8 hex digits of a key's SHA-256, for the log: it shows whether two instances, or two starts, use the same key. */
export const fingerprint = (key: string) => sha256(key).slice(0, 8);

/** The key in DATA_DIR; undefined when the file is missing or damaged. It is read each time, so removing the file ends all sessions. */
export function readKeyFile(dataDir: string): string | undefined {
  try {
    const key = readFileSync(path.join(dataDir, 'auth', 'session-key'), 'utf8').trim();
    return /^[\w-]{43}$/.test(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The key in DATA_DIR, made at first use and made anew when it is damaged (which ends all sessions). */
export function ensureKeyFile(dataDir: string): string {
  const found = readKeyFile(dataDir);
  if (found !== undefined) return found;
  const dir = authDir(dataDir);
  chmodSync(dir, 0o700); // a folder restored from a backup may be readable by others
  const [file, fresh] = [path.join(dir, 'session-key'), path.join(dir, `session-key.${randomId()}`)];
  const damaged = exists(file);
  try {
    writeFileSync(fresh, randomToken(), { mode: 0o600, flag: 'wx' });
    if (damaged) renameSync(fresh, file);
    else linkSync(fresh, file); // appears whole, and fails when another process was first
  } catch (error) {
    if (readKeyFile(dataDir) === undefined) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return ensureKeyFile(dataDir);
}

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}
