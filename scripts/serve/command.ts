import { Fault } from '@/lib/shared/errors';

/**
 * Runs a command and exits with its code, even if something still runs. An expected fault is printed in words; a bug keeps its
 * stack.
 */
export async function command(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    console.error(isExpected(error) ? error.message : error);
    process.exit(1);
  }
}

/** A Fault, an option that there is not, or an error of the operating system (a full disk, no permission), whose text names the file. */
function isExpected(error: unknown): error is Error {
  if (error instanceof Fault) return true;
  return error instanceof Error && ('syscall' in error || ('code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code))));
}
