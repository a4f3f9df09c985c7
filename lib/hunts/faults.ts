/** What is wrong with a hunt's file. */
import { Fault } from '@/lib/shared/errors';

/** `message` names the key and what it must be. `line` and `column` count from 1; a file that cannot be read has none. */
export interface HuntFault {
  file: string;
  at?: { line: number; column: number };
  message: string;
}

/** A file that is no hunt, with everything that is wrong with it. */
export class HuntError extends Fault {
  static override readonly mark = 'Fault.HuntError';
  override name = 'HuntError';
  constructor(readonly faults: HuntFault[]) {
    super('bad-input', faults.map(faultLine).join('\n'));
  }
}

/** `file:line:column message`, as editors and terminals make a link of it. */
export function faultLine({ file, at, message }: HuntFault): string {
  return `${file}:${at?.line ?? 1}:${at?.column ?? 1} ${message}`;
}
