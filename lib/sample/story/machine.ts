/** A device as a story sees it: a place where processes begin. */
import type { Ticks } from '@/lib/shared/time';
import { pick } from '../chance';
import {
  bootOf,
  SCHEDULER_AFTER,
  SERVICES_AFTER,
  WININIT_AFTER,
  WININIT_PID,
  WINLOGON_AFTER,
  WINLOGON_PID,
} from '../company/boot';
import type { Device } from '../company/devices';
import { type Account, system } from '../company/people';
import type { Values } from '../noise/load';
import type { Program } from '../programs/program';
import * as windows from '../programs/windows';
import { type Connection, type Host, Process } from './process';
import { certificateRow, connectionRow, processRow, type StoryTable } from './rows';

/** The telemetry of a story: rows of a device, each at its time. */
export interface Journal {
  readonly now: Ticks;
  add(table: StoryTable, machine: Machine, time: Ticks, row: Values): void;
}

export class Machine implements Host {
  /** The device from which somebody works here over RDP, while they do. */
  rdpFrom: Device | undefined;
  private readonly verified = new Set<string>();

  constructor(
    readonly story: Journal,
    readonly device: Device,
  ) {}

  /** Somebody signs in at a time; gives their Explorer. */
  signIn(account: Account, at: Ticks): Process {
    const { boot } = bootOf(this.device, this.story.now);
    const winlogon = this.running(windows.winlogon, 'winlogon.exe', WINLOGON_PID, boot + WINLOGON_AFTER, at);
    const userinit = winlogon.start(windows.userinit, { as: account, after: '1s', command: '{path}' });
    return userinit.start(windows.explorer, { after: '1s', command: 'C:\\Windows\\Explorer.EXE' });
  }

  /** The service manager, to start something at a time. */
  services(at: Ticks): Process {
    const { boot, servicesPid } = bootOf(this.device, this.story.now);
    const wininit = this.running(windows.wininit, 'wininit.exe', WININIT_PID, boot + WININIT_AFTER, at);
    return this.running(windows.services, 'services.exe', servicesPid, boot + SERVICES_AFTER, at, wininit);
  }

  /** The task scheduler, to start something at a time. */
  scheduler(at: Ticks): Process {
    const { boot, schedulerPid } = bootOf(this.device, this.story.now);
    const command = 'svchost.exe -k netsvcs -p -s Schedule';
    return this.running(windows.svchost, command, schedulerPid, boot + SCHEDULER_AFTER, at, this.services(at));
  }

  logonId(account: Account): number {
    return account === system ? 999 : 100_000 + pick(2_000_000_000, 'logon', account.sid, this.device.id);
  }

  started(process: Process): void {
    this.story.add('DeviceProcessEvents', this, process.time, processRow(process));
    this.verifies(process);
  }

  connected(process: Process, connection: Connection, time: Ticks): void {
    this.story.add('DeviceNetworkEvents', this, time, connectionRow(process, connection));
  }

  /** Logs a look at the certificate of a process’s file, at its first time in a story. */
  private verifies(process: Process): void {
    const { certificate, sha1 } = process.program;
    if (!certificate || certificate.microsoft || this.verified.has(sha1)) return;
    this.verified.add(sha1);
    const time = process.time + 3_000_000n + BigInt(pick(1_000_000, 'verify', sha1));
    this.story.add('DeviceFileCertificateInfo', this, time, certificateRow(process));
  }

  /** A process that runs since the device started, so that no event reports its start. */
  private running(
    program: Program,
    command: string,
    pid: number,
    created: Ticks,
    at: Ticks,
    parent: Process | null = null,
  ): Process {
    return new Process(this, program, system, at, parent, { command }, { pid, created });
  }
}
