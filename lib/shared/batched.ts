import { processWide } from './process-wide';
import { ownTurn } from './turns';

interface Waiting<K, V> {
  key: K;
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads values by key, those of many callers at once. One who asks while a read is under way waits for the next, so every answer is read
 * after it was asked for, and nobody is told what was there before a change that they know of. Callers of one read go on one after the
 * other, each in a turn of the event loop of its own.
 *
 * @param name Names the reader in this process, which has one.
 * @param load Reads the values of some keys; a key without a value is left out. Where it fails, it fails for all who asked.
 */
export function batched<K, V>(name: string, load: (keys: K[]) => Promise<ReadonlyMap<K, V>>): (key: K) => Promise<V | undefined> {
  return (key) => processWide(`batched ${name}`, () => new Batches(load)).read(key);
}

class Batches<K, V> {
  #waiting: Waiting<K, V>[] = [];
  #isReading = false;

  constructor(private readonly load: (keys: K[]) => Promise<ReadonlyMap<K, V>>) {}

  async read(key: K): Promise<V | undefined> {
    const read = new Promise<V | undefined>((resolve, reject) => this.#waiting.push({ key, resolve, reject }));
    if (!this.#isReading) void this.#readAll();
    const value = await read;
    await ownTurn();
    return value;
  }

  async #readAll(): Promise<void> {
    this.#isReading = true;
    while (this.#waiting.length > 0) {
      await ownTurn(); // whoever is about to ask, in a turn that comes before, joins
      const asked = this.#waiting;
      this.#waiting = [];
      try {
        const found = await this.load([...new Set(asked.map(({ key }) => key))]);
        for (const { key, resolve } of asked) resolve(found.get(key));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.#isReading = false;
  }
}
