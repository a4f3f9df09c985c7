// Before each file of the tests that replace things: what the file before it replaced, in the same process, is as it was.
import { vi } from 'vitest';

/**
 * These modules stay, because some eighty of them would be read again for each file, and the Kusto parser would be told the tables
 * again. They hold nothing that a test changes, and no test replaces one of them or what they import.
 */
const stays = /\/lib\/(?:kql|tables)\/.*(?<!\.test)\.ts$|\/lib\/shared\/(?:errors|time)\.ts$/;

vi.unstubAllEnvs();
vi.unstubAllGlobals();
vi.useRealTimers();
const mocker: unknown = Reflect.get(globalThis, '__vitest_mocker__');
if (mocker instanceof Object && 'reset' in mocker && mocker.reset instanceof Function) mocker.reset();
else throw new Error('vitest has its mocks elsewhere now: nothing forgets those of the file before.');
const kept = modules().flatMap(([id, module]) => (stays.test(id) ? [{ module, state: { ...module } }] : []));
vi.resetModules();
for (const { module, state } of kept) Object.assign(module, state);
for (const key of Object.getOwnPropertySymbols(globalThis))
  if (key.description?.startsWith('rmm-sightings.')) Reflect.deleteProperty(globalThis, key);

/** The modules that this process has read, by their ids. */
function modules(): [id: string, module: object][] {
  const worker: unknown = Reflect.get(globalThis, '__vitest_worker__');
  const read = worker instanceof Object && 'evaluatedModules' in worker ? worker.evaluatedModules : undefined;
  if (read instanceof Object && 'idToModuleMap' in read && read.idToModuleMap instanceof Map) return [...read.idToModuleMap];
  throw new Error('vitest has its modules elsewhere now: all of them would be read again for each file.');
}
