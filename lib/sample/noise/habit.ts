/** A habit: a program that something starts again and again, day by day. */
import type { Device } from '../company/devices';
import type { Program } from '../programs/program';

/** What starts it: the signed-in user's Explorer, the service manager, the task scheduler, or another habit's program. */
type Starter = 'session' | 'services' | 'scheduler' | Program;

export interface Habit {
  program: Program;
  by: Starter;
  on: (device: Device) => boolean;
  /** Starts a day on average; of a program started by another: starts for each of its starts. */
  perDay: number;
  /** In working hours of present people, at any hour, or at night. */
  when: 'work' | 'any' | 'night';
  as: 'user' | 'system' | 'network service';
  /** One of them is chosen each time; `{path}`, `{user}` and `{n}` (a number) are filled in. */
  commands: string[];
  /** The hosts that it connects to, and how often for each start. */
  hosts?: string[];
  connections?: number;
}

/** Makes a habit; the defaults are those of a program that a person starts from the desktop. */
export function habit(program: Program, more: Partial<Habit> & Pick<Habit, 'on' | 'perDay'>): Habit {
  return { program, by: 'session', when: 'work', as: 'user', commands: ['"{path}"'], ...more };
}
