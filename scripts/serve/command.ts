import { Fault } from '@/lib/shared/errors';

/**
 * Runs a command and exits with its code, whatever still runs. An expected fault is told in words; a bug keeps its stack.
 */
export async function command(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    console.error(isExpected(error) ? error.message : error);
    process.exit(1);
  }
}

/** A Fault, or what the system refused (a full disk, no permission): its text names the file. */
function isExpected(error: unknown): error is Error {
  return error instanceof Fault || (error instanceof Error && 'syscall' in error);
}
