/** The company, its programs and habits as tables for SQL. */

import type { Staging } from '@/lib/engines/embedded/staging.server';
import type { Ticks } from '@/lib/shared/time';
import { bootOf } from '../company/boot';
import { devices } from '../company/devices';
import { fileOf, type Program } from '../programs/program';
import { counterOf } from '../report-ids';
import type { Habit } from './habit';
import { loadTable } from './load';

/** Numbers the programs met, in the order they are met. */
export class ProgramIds {
  private readonly ids = new Map<Program, number>();

  of(program: Program): number {
    const id = this.ids.get(program) ?? this.ids.size;
    this.ids.set(program, id);
    return id;
  }

  get all(): [Program, number][] {
    return [...this.ids];
  }
}

const ACCOUNTS = { user: 0, system: 1, 'network service': 2 } as const;

export async function loadDevices(staging: Staging, now: Ticks): Promise<void> {
  const types = {
    d: 'INTEGER',
    id: 'VARCHAR',
    name: 'VARCHAR',
    kind: 'VARCHAR',
    department: 'VARCHAR',
    site: 'VARCHAR',
    ahead: 'INTEGER',
    localIp: 'VARCHAR',
    publicIp: 'VARCHAR',
    userDomain: 'VARCHAR',
    userName: 'VARCHAR',
    userSid: 'VARCHAR',
    userUpn: 'VARCHAR',
    userObjectId: 'VARCHAR',
    base: 'BIGINT',
    wrap: 'INTEGER',
    boot: 'BIGINT',
    servicesPid: 'BIGINT',
    schedulerPid: 'BIGINT',
  };
  const rows = devices.map((device, d) => ({
    d,
    id: device.id,
    name: device.name,
    kind: device.kind,
    department: device.department,
    site: device.site.name,
    ahead: device.site.offset,
    localIp: device.ip,
    publicIp: device.site.publicIp,
    userDomain: device.user.domain,
    userName: device.user.name,
    userSid: device.user.sid,
    userUpn: device.user.upn,
    userObjectId: device.user.objectId,
    ...counterOf(device.id),
    ...bootOf(device, now),
  }));
  await loadTable(staging, 'dev', types, rows);
}

export async function loadHabits(staging: Staging, habits: Habit[], programs: ProgramIds): Promise<void> {
  const types = {
    h: 'INTEGER',
    p: 'INTEGER',
    starter: 'VARCHAR',
    startedBy: 'INTEGER',
    perDay: 'DOUBLE',
    rhythm: 'VARCHAR',
    u: 'INTEGER',
    commands: 'VARCHAR[]',
    hosts: 'VARCHAR[]',
    connections: 'DOUBLE',
  };
  const rows = habits.map(({ program, by, perDay, when, as, commands, hosts = [], connections = 0 }, h) => ({
    h,
    p: programs.of(program),
    starter: typeof by === 'string' ? by : 'program',
    startedBy: typeof by === 'string' ? null : programs.of(by),
    perDay,
    rhythm: when,
    u: ACCOUNTS[as],
    commands,
    hosts,
    connections,
  }));
  await loadTable(staging, 'hab', types, rows);
  const pairs = habits.flatMap(({ on }, h) => devices.flatMap((device, d) => (on(device) ? [{ h, d }] : [])));
  await loadTable(staging, 'habdev', { h: 'INTEGER', d: 'INTEGER' }, pairs);
}

export async function loadPrograms(staging: Staging, programs: ProgramIds): Promise<void> {
  const texts = ['path', 'file', 'company', 'product', 'version', 'description', 'originalName', 'sha1', 'sha256', 'md5'];
  const types = {
    p: 'INTEGER',
    ...Object.fromEntries(texts.map((name) => [name, 'VARCHAR'])),
    size: 'BIGINT',
    signer: 'VARCHAR',
    issuer: 'VARCHAR',
    serial: 'VARCHAR',
    microsoft: 'BOOLEAN',
  };
  const rows = programs.all.map(([{ certificate, ...program }, p]) => ({
    ...program,
    p,
    file: fileOf(program.path),
    signer: certificate?.signer ?? null,
    issuer: certificate?.issuer ?? null,
    serial: certificate?.serial ?? null,
    microsoft: certificate?.microsoft ?? null,
  }));
  await loadTable(staging, 'prog', types, rows);
}
