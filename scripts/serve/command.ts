import { Fault } from '@/lib/shared/errors';

/**
 * Runs a command and exits with its code, whatever still runs. An expected fault is told in its own words; a bug keeps its
 * stack.
 */
export async function command(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    console.error(error instanceof Fault ? error.message : error);
    process.exit(1);
  }
}
