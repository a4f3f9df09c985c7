/** A process of a story: it starts others, connects, and leaves a row in the telemetry for each. */
import { parseDuration, type Ticks } from '@/lib/shared/time';
import { pick } from '../chance';
import type { Device } from '../company/devices';
import { type Account, system } from '../company/people';
import type { Program } from '../programs/program';

export interface Start {
  /** After the process that starts it: `40s`, `3m`. */
  after?: string;
  /** `{path}` is filled in. */
  command?: string;
  /** Whose account, where it is not the starting process's own. */
  as?: Account;
  elevated?: boolean;
}

export interface Connection {
  /** Empty where the sensor knows the address only. */
  host?: string;
  ip: string;
  port?: number;
  after?: string;
  failed?: boolean;
}

/** The device that a process runs on; it keeps the telemetry of what its processes do. */
export interface Host {
  readonly device: Device;
  /** The device from which people work on this one over RDP. */
  readonly rdpFrom: Device | undefined;
  logonId(account: Account): number;
  started(process: Process): void;
  connected(process: Process, connection: Connection, time: Ticks): void;
}

export class Process {
  readonly pid: number;
  /** When it was created: a moment before the event that reports it. */
  readonly created: Ticks;
  readonly path: string;
  readonly command: string;

  constructor(
    readonly machine: Host,
    readonly program: Program,
    readonly account: Account,
    /** The time of the event. */
    readonly time: Ticks,
    readonly parent: Process | null,
    { command = '"{path}"', elevated = false }: Start = {},
    known?: { pid: number; created: Ticks },
  ) {
    this.path = program.path.replace('{user}', account.name);
    this.command = command.replaceAll('{path}', this.path);
    this.elevated = elevated || account.sid === system.sid;
    this.pid = known?.pid ?? 2000 + 4 * pick(7000, machine.device.id, String(time), this.command);
    this.created = known?.created ?? time - 1n - BigInt(pick(20_000, 'created', String(time)));
  }

  readonly elevated: boolean;

  /** Starts another process and gives it. */
  start(program: Program, options: Start = {}): Process {
    const { after = '1s', as = this.account, elevated = this.elevated && as === this.account } = options;
    const time = this.later(after, program.path);
    const child = new Process(this.machine, program, as, time, this, { ...options, elevated });
    this.machine.started(child);
    return child;
  }

  /** Connects to a host. Returns the process, so that calls can be chained. */
  connect(connection: Connection): this {
    const time = this.later(connection.after ?? '2s', connection.host ?? connection.ip);
    this.machine.connected(this, connection, time);
    return this;
  }

  private later(after: string, salt: string): Ticks {
    const length = parseDuration(after);
    if (length === undefined) throw new Error(`Not a duration: ${after}`);
    return this.time + length + BigInt(pick(9_999_999, 'moment', salt, String(this.time)));
  }
}
