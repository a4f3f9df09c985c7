// For killed.test.ts: decides three sightings at a time, several changes at once, and names each change on stdout once it is acknowledged.
import type { PersonPrincipal } from '@/lib/auth/model';
import { changeVerdicts } from './set.server';

const AT_ONCE = 5;
const run = process.argv[2] ?? '';
const ann: PersonPrincipal = {
  kind: 'person',
  sessionId: 's',
  user: 'ann@contoso.example',
  name: 'Ann',
  role: 'Analyst',
  accountId: null,
  scope: 'local',
  sameOrigin: true,
  clientAddress: null,
};

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
