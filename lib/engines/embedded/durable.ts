/** File operations that return only when their effect is on the disk (fsync). */
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';

async function sync(file: string, flags: string): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the names in a folder durable. Windows has no call for it and does not need one. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await sync(folder, 'r');
}

/** Makes a folder durable with everything in it. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    await (entry.isDirectory() ? syncTree(file) : sync(file, 'r+'));
  }
  await syncFolder(folder);
}
