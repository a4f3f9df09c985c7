import { visibleText } from '@/components/ui/visible';
import type { ImportProgress } from '@/lib/engines/model';
import { throttle } from '@/lib/imports/progress';
import { counted } from '@/lib/shared/format';

type Out = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

interface Printer {
  progress: (progress: ImportProgress) => void;
  /** Resolves when the end is printed; then the process may exit. */
  end: (progress: ImportProgress) => Promise<void>;
}

/** Prints a progress bar while a file is imported, and then how it ended. Into a log it prints only the end. */
export function printer(out: Out = process.stderr): Printer {
  const throttled = throttle(200);
  const clear = out.isTTY ? '\r\x1b[2K' : '';
  const started = performance.now();
  return {
    progress: (progress) => {
      if (!out.isTTY || progress.endedAt !== null) return;
      throttled(progress.state, () => out.write(`${clear}${lineOf(progress, started)}`));
    },
    end: (progress) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      return written(out, `${clear}${visibleText(progress.file)}: ${progress.state} after ${seconds} s\n`);
    },
  };
}

function written(stream: Out, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()));
}

function lineOf({ file, state, bytesRead, bytesTotal, rowsRead, rowsWritten }: ImportProgress, started: number): string {
  const [done, all] = state === 'reading' ? [bytesRead, bytesTotal] : [rowsWritten, rowsRead];
  const part = all === 0 ? 0 : Math.min(done / all, 1);
  const bar = `${'█'.repeat(Math.round(part * 24))}${'░'.repeat(24 - Math.round(part * 24))}`;
  const rate = bytesRead / 1e6 / Math.max((performance.now() - started) / 1000, 0.001);
  const figures =
    state === 'reading' ? `${rate.toFixed(0)} MB/s  ${counted(rowsRead, 'row')}` : `sorting ${counted(rowsRead, 'row')} in`;
  return `${visibleText(file).slice(0, 40)}  ${bar} ${Math.round(part * 100)} %  ${figures}`;
}
