// Before each file of the tests that replace things: what the file before it replaced, in the same process, is as it was.
import { vi } from 'vitest';

vi.unstubAllEnvs();
vi.unstubAllGlobals();
vi.useRealTimers();
const mocker: unknown = Reflect.get(globalThis, '__vitest_mocker__');
if (mocker instanceof Object && 'reset' in mocker && mocker.reset instanceof Function) mocker.reset();
else throw new Error('vitest has its mocks elsewhere now: nothing forgets those of the file before.');
vi.resetModules();
for (const key of Object.getOwnPropertySymbols(globalThis))
  if (key.description?.startsWith('rmm-sightings.')) Reflect.deleteProperty(globalThis, key);
