// Before each file of the tests that replace things: what the file before it replaced, in the same process, is as it was.
import { vi } from 'vitest';

vi.unstubAllEnvs();
vi.unstubAllGlobals();
vi.useRealTimers();
const mocker: unknown = Reflect.get(globalThis, '__vitest_mocker__');
if (mocker instanceof Object && 'reset' in mocker && mocker.reset instanceof Function) mocker.reset();
else throw new Error('vitest has its mocks elsewhere now: nothing forgets those of the file before.');
vi.resetModules();
// The thread that parses KQL stays, as the parser itself does: it takes a second or more to start, and holds only the tables it was sent last.
const stays = 'rmm-sightings.kql-thread';
for (const key of Object.getOwnPropertySymbols(globalThis))
  if (key.description?.startsWith('rmm-sightings.') && key.description !== stays) Reflect.deleteProperty(globalThis, key);
