// For killed.test.ts: decides three sightings at a time, several changes at once, and names each change on stdout once it is acknowledged.
import { ann } from '@/lib/auth/fixtures';
import { changeVerdicts } from './set.server';

const AT_ONCE = 5;
const run = process.argv[2] ?? '';

async function decideForEver(writer: number): Promise<never> {
  for (let i = 0; ; i++) {
    // The third sighting is everybody's. `new` is decided without a look at the telemetry.
    const devices = [`${run}-${writer}-${i}`, `${writer}`, 'shared'];
    const items = devices.map((deviceId) => ({ tool: 'AnyDesk', deviceId }));
    const { undoId } = await changeVerdicts(ann, async () => ({ items, verdict: 'new', note: `${run} ${i}`, owner: run }));
    process.stdout.write(`${undoId}\n`);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, (_, writer) => decideForEver(writer)));
