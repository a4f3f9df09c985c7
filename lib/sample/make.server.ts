import 'server-only';
import { machineMemory } from '@/lib/engines/embedded/duckdb.server';
import { asFault } from '@/lib/engines/embedded/faults';
import { sampleFileName } from '@/lib/engines/embedded/folders';
import { openStaging, type Staging } from '@/lib/engines/embedded/staging.server';
import { physicalType } from '@/lib/engines/embedded/tables';
import { schemaOf } from '@/lib/kql/schemas';
import { Fault } from '@/lib/shared/errors';
import { type Instant, toTicks } from '@/lib/shared/time';
import { sampleName } from './due';
import { deskHabits } from './noise/desk-habits';
import { loadTable } from './noise/load';
import { rmmHabits } from './noise/rmm-habits';
import { certificateRows, connectionsSql, deviceRows, inspectedRows, networkRows, processRows } from './noise/rows';
import { serverHabits } from './noise/server-habits';
import { startsSql } from './noise/starts';
import { loadDevices, loadHabits, loadPrograms, ProgramIds } from './noise/tables';
import { helpDesk, vendors } from './stories/help-desk';
import { hostileRows } from './stories/hostile';
import { invoice } from './stories/intrusion-invoice';
import { rogueRelay } from './stories/intrusion-rogue-relay';
import { sleeper } from './stories/intrusion-sleeper';
import { realvncAdmins } from './stories/realvnc-admins';
import type { StoryTable } from './story/rows';
import { Story } from './story/story';

const stories = [invoice, rogueRelay, sleeper, realvncAdmins, helpDesk, vendors, hostileRows];

/**
 * Writes the sample telemetry: 30 days that end at `now`, the same rows for the same `now`. Takes the place of an older sample.
 * Throws a Fault `conflict` where DATA_DIR holds somebody's own telemetry, `cancelled` when the signal aborts.
 */
export async function makeSample(dataDir: string, now: Instant, options: { signal?: AbortSignal } = {}): Promise<void> {
  const fileName = sampleFileName(sampleName(now));
  // Sorting needs memory: with 1 GB it writes to disk and takes three times as long.
  const memoryLimit = `${Math.round(Math.min(machineMemory() / 2, 4e9) / 1e6)}MB`;
  const staging = await openStaging(dataDir, { fileName, memoryLimit, holder: 'the making of sample telemetry' });
  const interrupt = () => staging.connection.interrupt();
  options.signal?.addEventListener('abort', interrupt);
  try {
    refuseToMix(staging);
    await play(staging, now, () => {
      if (options.signal?.aborted) throw new Fault('cancelled', 'The making of sample telemetry was cancelled.');
    });
    await staging.commit();
  } catch (error) {
    await staging.discard();
    throw asFault(error);
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
  }
}

function refuseToMix(staging: Staging): void {
  const own = ['DeviceProcessEvents', 'DeviceNetworkEvents', 'DeviceFileCertificateInfo', 'DeviceInfo'].flatMap((table) =>
    staging.files(table),
  );
  if (own.length > 0) throw new Fault('conflict', 'DATA_DIR holds telemetry of your own; sample telemetry is not mixed into it.');
}

async function play(staging: Staging, now: Instant, check: () => void): Promise<void> {
  const ticks = toTicks(now);
  const programs = new ProgramIds();
  await loadDevices(staging, ticks);
  await loadHabits(staging, [...deskHabits, ...serverHabits, ...rmmHabits], programs);
  const sql = [...startsSql(ticks, programs), connectionsSql(ticks)];
  await loadPrograms(staging, programs);
  for (const statement of sql) {
    check();
    await staging.connection.run(statement);
  }
  const story = new Story(ticks);
  for (const tell of stories) tell(story);
  const tables: [StoryTable, string[]][] = [
    ['DeviceProcessEvents', [processRows()]],
    ['DeviceNetworkEvents', [networkRows(), inspectedRows()]],
    ['DeviceFileCertificateInfo', [certificateRows()]],
    ['DeviceInfo', [deviceRows(ticks)]],
  ];
  for (const [table, noise] of tables) {
    check();
    await loadStory(staging, story, table);
    await staging.writeTable(table, [...noise, `FROM ${storyTable(table)}`].join(' UNION ALL '));
  }
}

const storyTable = (table: StoryTable) => `story_${table}`;

async function loadStory(staging: Staging, story: Story, table: StoryTable): Promise<void> {
  const columns = schemaOf(table)?.columns ?? [];
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, physicalType(type)]));
  const nothing = Object.fromEntries(columns.map(({ name, type }) => [name, type === 'string' ? '' : null]));
  await loadTable(
    staging,
    storyTable(table),
    types,
    story.rows(table).map((row) => ({ ...nothing, ...row })),
  );
}
