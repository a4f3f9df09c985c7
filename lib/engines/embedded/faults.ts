/** Turns errors of DuckDB and of the disk into faults a person can act on, without paths of the machine, SQL or rows. */
import path from 'node:path';
import { Fault, messageOf } from '@/lib/shared/errors';

const rules: [RegExp, (message: string) => Fault][] = [
  [/^INTERRUPT Error/i, () => new Fault('cancelled', 'The question was cancelled.')],
  [
    /no space left|ENOSPC|disk quota|EDQUOT|not enough disk space|max_temp_directory_size/i,
    () => new Fault('unavailable', 'The disk with DATA_DIR is full. Free some space and try again; what is stored is unharmed.'),
  ],
  [
    /^Out of Memory Error|failed to allocate|could not allocate/i,
    () =>
      new Fault(
        'unavailable',
        'This needs more memory than the embedded engine may use. Narrow the window or the filters and ask again.',
      ),
  ],
  [
    /^Out of Range Error|overflow/i,
    () => new Fault('bad-input', 'A number in this query grew beyond what its type can hold (64-bit integers, years 1 to 9999).'),
  ],
  [
    /^Invalid Input Error: .*(?:pattern too large|invalid repetition size)/i,
    () => new Fault('bad-input', 'A regular expression of this query is too large: repeat fewer or smaller parts.'),
  ],
  [
    // RE2's own words for a pattern that it does not take.
    /^Invalid Input Error: (?:invalid|missing|unexpected|trailing|bad|no argument)\b/i,
    (message) =>
      new Fault(
        'bad-input',
        `A regular expression of this query is not valid: ${message.replace(/^Invalid Input Error: /i, '').slice(0, 120)}.`,
      ),
  ],
  [
    /^Conversion Error/i,
    () => new Fault('bad-input', 'A value met by this query cannot be turned into the type the query asks for.'),
  ],
  [
    /EACCES|EROFS|EPERM|read-only file system|permission denied/i,
    () => new Fault('unavailable', 'DATA_DIR cannot be written to or read by this user.'),
  ],
  [/EIO|input\/output error/i, () => new Fault('unavailable', 'The disk with DATA_DIR reports read or write errors.')],
];

/** The fault behind an error of DuckDB or of a file operation; undefined when it is none a person could act on. */
export function knownFault(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error;
  const message = messageOf(error);
  const made = rules.find(([pattern]) => pattern.test(message))?.[1](message);
  return made && new Fault(made.kind, made.message, { cause: error });
}

/** The known fault behind an error, else the error itself, which is a bug: for a caller to throw. */
export function asFault(error: unknown): unknown {
  return knownFault(error) ?? error;
}

/** The fault of a Parquet file that cannot be read, named by its path under DATA_DIR. */
export function unreadableFile(dataDir: string, file: string, cause?: unknown): Fault {
  const name = path.relative(dataDir, file);
  return new Fault(
    'unavailable',
    `${name} is no readable Parquet file. Restore it from a backup, or move it away and import its export again.`,
    { cause },
  );
}

/** Whether a file is missing: an import has replaced it while the query was prepared. */
export function isMissingFile(error: unknown): boolean {
  return /No files found that match|Cannot open file .*No such file|ENOENT/i.test(messageOf(error));
}
