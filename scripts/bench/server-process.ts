import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What the server that listens for the bench takes, by what Linux says of its process; elsewhere it is not known. */
export class ServerProcess {
  private constructor(private readonly folder: string | undefined) {}

  /** `parent` is the process that was told to start the server. */
  static of(parent: number | undefined): ServerProcess {
    const known = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
    const processes = known.flatMap((pid) => {
      const status = read(`/proc/${pid}/status`);
      return status === '' ? [] : [{ pid, parent: field(status, 'PPid'), name: /^Name:\s*(.*)$/m.exec(status)?.[1] ?? '' }];
    });
    const below = (pid: number): string[] =>
      processes.filter((each) => each.parent === pid).flatMap((each) => [each.pid, ...below(Number(each.pid))]);
    const family = new Set(parent === undefined ? [] : below(parent));
    const server = processes.find(({ pid, name }) => family.has(pid) && name.startsWith('next-server'));
    return new ServerProcess(server && `/proc/${server.pid}`);
  }

  /** From now on the peak counts anew. */
  resetMemory(): void {
    if (this.folder !== undefined) writeFileSync(`${this.folder}/clear_refs`, '5');
  }

  /** Milliseconds of CPU that it took since it began. */
  cpu(): number {
    if (this.folder === undefined) return 0;
    const fields = read(`${this.folder}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[USER_TIME]) + Number(fields[USER_TIME + 1])) * MS_A_TICK;
  }

  /** The most memory it had, and what it has now, in MB. */
  toldMemory(): string {
    if (this.folder === undefined) return 'memory not known';
    const status = read(`${this.folder}/status`);
    const megabytes = (name: string) => `${Math.round(field(status, name) / 1024)} MB`;
    return `memory at most ${megabytes('VmHWM')}, then ${megabytes('VmRSS')}`;
  }
}

/** Of /proc/PID/stat, counted from after the name: user and system time. */
const USER_TIME = 11;
const MS_A_TICK = 10;

const field = (status: string, name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}
